import { Popover } from "radix-ui";
import type { ReactNode, RefObject } from "react";
import { OwnTrigger } from "@/components/ui/own-trigger";

type PopoverContentProps = {
  id: string;
  title: string;
  button: RefObject<HTMLButtonElement | null>;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
};

/** The panel that a button opens. */
export function PopoverContent({ id, title, button, open, onClose, children }: PopoverContentProps) {
  return (
    <Popover.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Popover.Trigger asChild>
        <OwnTrigger button={button} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          id={id}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          role="dialog"
          aria-label={title}
          className="z-50 w-72 max-w-[calc(100vw-16px)] rounded-[8px] border border-line bg-raised p-[10px] shadow-[var(--shadow-pop)]"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
