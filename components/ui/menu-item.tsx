"use client";

import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";

type MenuItemProps = { icon?: ReactNode; checked?: boolean; onSelect: () => void; children: ReactNode };

export function MenuItem({ icon, checked = false, onSelect, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item className="menu-item" aria-current={checked || undefined} onSelect={onSelect}>
      {icon}
      <span className="grow cut">{children}</span>
      {checked && <Check className="i i14" />}
    </DropdownMenu.Item>
  );
}
