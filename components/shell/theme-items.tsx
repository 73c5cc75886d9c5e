"use client";

import { useTheme } from "next-themes";
import { MenuItem } from "@/components/ui/menu-item";
import { themes } from "./themes";

export function ThemeItems() {
  const { theme: chosen, setTheme } = useTheme();
  return themes.map(({ theme, text, Icon }) => (
    <MenuItem key={theme} icon={<Icon className="i i14" />} checked={chosen === theme} onSelect={() => setTheme(theme)}>
      {text}
    </MenuItem>
  ));
}
