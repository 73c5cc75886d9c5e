import { DropdownMenu } from "radix-ui";
import type { ReactNode, RefObject } from "react";
import { MenuParts } from "./menu-parts";
import { OwnTrigger } from "./own-trigger";

type MenuContentProps = {
  open: boolean;
  onClose: () => void;
  button: RefObject<HTMLButtonElement | null>;
  labelledBy: string;
  align: "start" | "end";
  side: "top" | "bottom";
  children: ReactNode;
};

/** What a menu opens, and what its items are made of. */
export function MenuContent({ open, onClose, button, labelledBy, align, side, children }: MenuContentProps) {
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={(next) => !next && onClose()}>
      <DropdownMenu.Trigger asChild>
        <OwnTrigger button={button} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          aria-labelledby={labelledBy}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onInteractOutside={(event) => {
            // The button closes it by itself.
            if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault();
          }}
        >
          <MenuParts value={DropdownMenu}>{children}</MenuParts>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
