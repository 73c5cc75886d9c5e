"use client";

import { SunMoon } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { ThemeItems } from "./theme-items";

export function ThemeButton() {
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Theme" className="hm">
          <SunMoon className="i" />
        </IconButton>
      }
    >
      <ThemeItems />
    </Menu>
  );
}
