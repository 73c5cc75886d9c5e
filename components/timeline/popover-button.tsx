import { type ReactNode, type RefObject, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { lateOver } from "@/components/ui/late";

const PopoverContent = lateOver(() => import("./popover-content").then((module) => module.PopoverContent));

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
  const own = useRef<HTMLButtonElement>(null);
  const button = trigger ?? own;
  const id = useId();
  const close = () => setOpen(false);
  const props = {
    ref: button,
    "aria-haspopup": "dialog",
    "aria-expanded": open,
    "aria-controls": open ? id : undefined,
    onClick: () => setOpen(!open),
  } as const;
  return (
    <>
      {className === undefined ? (
        <Button {...props}>{label}</Button>
      ) : (
        <button type="button" className={className} {...props}>
          {label}
        </button>
      )}
      <PopoverContent {...{ id, title, button, open }} onClose={close}>
        {open && children(close)}
      </PopoverContent>
    </>
  );
}
