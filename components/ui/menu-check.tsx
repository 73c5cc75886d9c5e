"use client";

import { Check } from "lucide-react";
import { type ReactNode, use } from "react";
import { MenuParts } from "./menu-parts";

type MenuCheckProps = {
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
};

/** A choice of a menu that can be made and taken back; the menu stays open for more. */
export function MenuCheck({ checked, disabled = false, onChange, children }: MenuCheckProps) {
  const parts = use(MenuParts);
  return (
    parts && (
      <parts.CheckboxItem
        className="menu-item"
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        onSelect={(event) => event.preventDefault()}
      >
        <span className={checked ? "box on" : "box"}>{checked && <Check className="i i12" aria-hidden />}</span>
        <span className="grow cut">{children}</span>
      </parts.CheckboxItem>
    )
  );
}
