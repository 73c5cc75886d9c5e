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
    () => readChoice(key),
    () => null,
  );
  const keep = useCallback((next: string | null) => write(key, next), [key]);
  return [value, keep];
}

/** Choices that this browser wouldn't keep. */
const unkept = new Map<string, string | null>();
/** What was read: every time in a list asks for the same few. */
const read = new Map<string, string | null>();

function readChoice(key: string): string | null {
  const held = unkept.has(key) ? unkept.get(key) : read.get(key);
  if (held !== undefined) return held;
  let value: string | null = null;
  try {
    value = localStorage.getItem(key);
  } catch {
    // The browser keeps nothing.
  }
  read.set(key, value);
  return value;
}

function write(key: string, value: string | null): void {
  unkept.delete(key);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    unkept.set(key, value);
  }
  tellAll();
}

function tellAll(): void {
  read.clear();
  for (const tell of told) tell();
}

function subscribe(changed: () => void): () => void {
  // One listener for all: hundreds of times come and go as a list is scrolled.
  if (told.size === 0) {
    read.clear();
    window.addEventListener("storage", tellAll);
  }
  told.add(changed);
  return () => {
    told.delete(changed);
    if (told.size === 0) window.removeEventListener("storage", tellAll);
  };
}
