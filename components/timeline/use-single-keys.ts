import { useEffect } from "react";

type KeyAction = (key: string, where: { onControl: boolean; shift: boolean }) => (() => void) | null;

/** Single keys for the whole page. They keep out of fields, dialogs, and the keys that a focused control wants itself. */
export function useSingleKeys(actionOf: KeyAction): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (target?.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]")) return;
      const onControl = target?.closest("button, a, summary, [role=button], [role=row], [role=tab]") != null;
      const run = actionOf(event.key, { onControl, shift: event.shiftKey });
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [actionOf]);
}
