import { useEffect } from "react";
import { useKeptChoice } from "./use-kept-choice";

type Where = { onControl: boolean; shift: boolean };
type KeyAction = (key: string, where: Where) => (() => void) | null;

/** Whether keys that are pressed alone do anything; somebody who dictates, or whose hand slips, turns them off. */
export function useSingleKeysOn(): [boolean, (on: boolean) => void] {
  const [kept, keep] = useKeptChoice("single-keys");
  return [kept !== "off", (on) => keep(on ? null : "off")];
}

/**
 * Single keys for the whole page. They keep out of fields, dialogs, and the keys that a focused control wants itself. `first`
 * hears a key before all others.
 */
export function useSingleKeys(actionOf: KeyAction, { first = false }: { first?: boolean } = {}): void {
  const [on] = useSingleKeysOn();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      // Esc is no character: it goes on working.
      if (!on && event.key.length === 1) return;
      // A slider takes arrows and no characters: after a click on it keys go on working.
      if (target?.closest("input:not([type=range]), textarea, select, [contenteditable], [role=dialog], [role=menu]"))
        return;
      const onControl = target?.closest("button, a, summary, [role=button], [role=row], [role=tab]") != null;
      const run = actionOf(event.key, { onControl, shift: event.shiftKey });
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", onKey, { capture: first });
    return () => window.removeEventListener("keydown", onKey, { capture: first });
  }, [actionOf, on, first]);
}
