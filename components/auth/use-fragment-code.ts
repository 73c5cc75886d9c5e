"use client";

import { useSyncExternalStore } from "react";

/** The code in the address after `#code=`: a fragment never reaches a server, nor its logs. Empty without one. */
export function useFragmentCode(): string {
  return useSyncExternalStore(
    subscribe,
    () => new URLSearchParams(location.hash.slice(1)).get("code") ?? "",
    () => "",
  );
}

function subscribe(listener: () => void) {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}
