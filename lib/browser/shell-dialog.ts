import { useSyncExternalStore } from "react";

/** What the shell can lay over a page: the palette, the map of keys, the choice of the time zone. */
export type ShellDialog = "palette" | "keys" | "zone";

let open: ShellDialog | null = null;
const told = new Set<() => void>();

/** Any part of a page may open one; null closes it. */
export function openShellDialog(dialog: ShellDialog | null): void {
  open = dialog;
  for (const tell of told) tell();
}

export function useShellDialog(): ShellDialog | null {
  return useSyncExternalStore(
    subscribe,
    () => open,
    () => null,
  );
}

function subscribe(changed: () => void): () => void {
  told.add(changed);
  return () => told.delete(changed);
}
