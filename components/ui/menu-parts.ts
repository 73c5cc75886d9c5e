import type { DropdownMenu } from "radix-ui";
import { createContext } from "react";

/** What a menu's items are made of. It comes with the menu's content: pages name their items before. */
export const MenuParts = createContext<Pick<typeof DropdownMenu, "Item" | "CheckboxItem"> | null>(null);
