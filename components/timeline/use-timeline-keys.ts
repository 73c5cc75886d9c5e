import { useEffect } from "react";

type TimelineKeys = {
  step(by: 1 | -1): void;
  close(): void;
  togglePause(): void;
  show(): void;
  addFilter(): void;
  showKeys(): void;
};

/** Single keys for the whole page. They keep out of fields, dialogs, and the keys that a focused control wants itself. */
export function useTimelineKeys(keys: TimelineKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (target?.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]")) return;
      const onControl = target?.closest("button, a, summary, [role=button], [role=row]") != null;
      const run = actionOf(event.key, { keys, onControl });
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [keys]);
}

function actionOf(key: string, { keys, onControl }: { keys: TimelineKeys; onControl: boolean }): (() => void) | null {
  switch (key) {
    case "j":
      return () => keys.step(1);
    case "k":
      return () => keys.step(-1);
    case "Escape":
      return keys.close;
    case ".":
      return keys.show;
    case "f":
      return keys.addFilter;
    case "?":
      return keys.showKeys;
    case " ":
      return onControl ? null : keys.togglePause;
    default:
      return null;
  }
}
