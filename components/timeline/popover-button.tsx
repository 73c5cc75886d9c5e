import { Popover } from "radix-ui";
import { type ReactNode, type RefObject, useState } from "react";
import { Button } from "@/components/ui/button";

/** A button that opens a small panel below it. The panel is given the means to close itself. */
export function PopoverButton({
  label,
  title,
  trigger,
  className,
  children,
}: {
  label: ReactNode;
  title: string;
  /** For a key that presses the button. */
  trigger?: RefObject<HTMLButtonElement | null> | undefined;
  /** Of a button that looks otherwise than a button does. */
  className?: string;
  children: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        {className === undefined ? (
          <Button ref={trigger}>{label}</Button>
        ) : (
          <button ref={trigger} type="button" className={className}>
            {label}
          </button>
        )}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          role="dialog"
          aria-label={title}
          className="z-50 w-72 max-w-[calc(100vw-16px)] rounded-[8px] border border-line bg-raised p-[10px] shadow-[var(--shadow-pop)]"
        >
          {children(() => setOpen(false))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
