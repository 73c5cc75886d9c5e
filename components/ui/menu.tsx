"use client";

import {
  type ComponentProps,
  cloneElement,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useId,
  useRef,
  useState,
} from "react";
import { lateOver } from "./late";

const MenuContent = lateOver(() => import("./menu-content").then((module) => module.MenuContent));

type MenuProps = {
  trigger: ReactElement<ComponentProps<"button">>;
  align?: "start" | "end";
  side?: "top" | "bottom";
  children: ReactNode;
};

/** Opens from its trigger, which is one button. Not modal: the page behind keeps scrolling. */
export function Menu({ trigger, align = "start", side = "bottom", children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const openDownwards = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    setOpen(true);
  };
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        id,
        "aria-haspopup": "menu",
        "aria-expanded": open,
        onClick: () => setOpen(!open),
        onKeyDown: openDownwards,
      })}
      <MenuContent {...{ open, button, align, side }} labelledBy={id} onClose={() => setOpen(false)}>
        {children}
      </MenuContent>
    </>
  );
}
