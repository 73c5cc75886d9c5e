import { type LucideIcon, Moon, Sun, SunMoon } from "lucide-react";

export const themes: readonly { theme: "system" | "light" | "dark"; text: string; Icon: LucideIcon }[] = [
  { theme: "system", text: "As the system", Icon: SunMoon },
  { theme: "light", text: "Light", Icon: Sun },
  { theme: "dark", text: "Dark", Icon: Moon },
];
