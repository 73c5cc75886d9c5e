import { ListFilter, X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";

/** On a phone the facets fill the screen until they are done with. */
export function FilterSheet({ count, children }: { count: number; children: ReactNode }) {
  return (
    <Dialog.Root>
      <Dialog.Trigger asChild>
        <Button className="min-[761px]:hidden">
          <ListFilter className="i i14" aria-hidden />
          {count === 0 ? "Filters" : `Filters ${count}`}
        </Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Content aria-describedby={undefined} className="fixed inset-0 z-50 flex flex-col bg-surface">
          <div className="flex h-12 flex-none items-center justify-between border-b border-line px-3">
            <Dialog.Title className="text-[14px] font-semibold">Filters</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Done">
                <X className="i i14" aria-hidden />
              </IconButton>
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-auto py-2">{children}</div>
          <Dialog.Close asChild>
            <Button variant="primary" className="m-3 flex-none">
              Show events
            </Button>
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
