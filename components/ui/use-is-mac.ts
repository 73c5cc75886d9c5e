"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the viewer's keyboard has ⌘; false on the server and while hydrating. */
export function useIsMac(): boolean {
  return useSyncExternalStore(
    never,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  );
}
