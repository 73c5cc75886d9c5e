import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode, RefObject } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { OwnTrigger } from "@/components/ui/own-trigger";

type FilterSheetContentProps = {
  open: boolean;
  onClose: () => void;
  button: RefObject<HTMLButtonElement | null>;
  children: ReactNode;
};

/** The whole screen, with a way out at its top and at its bottom. */
export function FilterSheetContent({ open, onClose, button, children }: FilterSheetContentProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Trigger asChild>
        <OwnTrigger button={button} />
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
