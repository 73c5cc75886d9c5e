"use client";

import { useSyncExternalStore } from "react";

// One a page: all its charts and lanes show the moment that the pointer is at in any of them.
let pointed: number | null = null;
const listeners = new Set<() => void>();

/** Says where the pointer is, in milliseconds since 1970; null when it has left. */
export function pointAt(momentMs: number | null): void {
  if (pointed === momentMs) return;
  pointed = momentMs;
  for (const tell of listeners) tell();
}

export function usePointedMoment(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => pointed,
    () => null,
  );
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
