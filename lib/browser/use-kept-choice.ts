import { useCallback, useSyncExternalStore } from "react";
import { usePerson } from "./streams-of-person";

const told = new Set<() => void>();

/**
 * A choice that a person has made in this browser, as text; null where none is kept. Other tabs learn of it, and where
 * the browser keeps nothing it holds for as long as the page.
 */
export function useKeptChoice(name: string): [string | null, (value: string | null) => void] {
  const person = usePerson();
  const key = `sightline.${name}.${person ?? ""}`;
  const value = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  const keep = useCallback((next: string | null) => write(key, next), [key]);
  return [value, keep];
}

const unkept = new Map<string, string | null>();

function read(key: string): string | null {
  const held = unkept.get(key);
  if (held !== undefined) return held;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  unkept.delete(key);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    unkept.set(key, value);
  }
  for (const tell of told) tell();
}

function subscribe(changed: () => void): () => void {
  told.add(changed);
  window.addEventListener("storage", changed);
  return () => {
    told.delete(changed);
    window.removeEventListener("storage", changed);
  };
}
