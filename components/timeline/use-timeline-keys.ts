import { useSingleKeys } from "@/lib/browser/use-single-keys";

type TimelineKeys = {
  step(by: 1 | -1): void;
  pick(how: { reach: boolean }): void;
  copyLink(): void;
  otherDensity(): void;
  close(): void;
  togglePause(): void;
  show(): void;
  search(): void;
  addFilter(): void;
  jump(): void;
};

/** The keys of a page of events. */
export function useTimelineKeys(keys: TimelineKeys): void {
  useSingleKeys((key, { onControl }) => actionOf(key, { keys, onControl }));
}

function actionOf(key: string, { keys, onControl }: { keys: TimelineKeys; onControl: boolean }): (() => void) | null {
  switch (key) {
    case "j":
      return () => keys.step(1);
    case "k":
      return () => keys.step(-1);
    case "x":
      return () => keys.pick({ reach: false });
    case "X":
      return () => keys.pick({ reach: true });
    case "c":
      return keys.copyLink;
    case "d":
      return keys.otherDensity;
    case "Escape":
      return keys.close;
    case ".":
      return keys.show;
    case "/":
      return keys.search;
    case "f":
      return keys.addFilter;
    case "t":
      return keys.jump;
    case " ":
      return onControl ? null : keys.togglePause;
    default:
      return null;
  }
}
