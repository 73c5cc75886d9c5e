"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** The viewer's time zone. UTC on the server and while hydrating, so that both render the same text. */
export function useViewerZone(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}
