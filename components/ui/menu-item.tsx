"use client";

import { Check } from "lucide-react";
import { type ReactNode, use } from "react";
import { MenuParts } from "./menu-parts";

type MenuItemProps = { icon?: ReactNode; checked?: boolean; onSelect: () => void; children: ReactNode };

export function MenuItem({ icon, checked = false, onSelect, children }: MenuItemProps) {
  const parts = use(MenuParts);
  return (
    parts && (
      <parts.Item className="menu-item" aria-current={checked || undefined} onSelect={onSelect}>
        {icon}
        <span className="grow cut">{children}</span>
        {checked && <Check className="i i14" />}
      </parts.Item>
    )
  );
}
