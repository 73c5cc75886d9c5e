import type { KeyboardEvent } from "react";

/**
 * The arrow keys among a swimlane's spans, which are one stop of Tab: left and right along a lane, up and down to the span
 * that lies nearest in the next one. The span that has the focus is where Tab comes back to.
 */
export function stepSpans(event: KeyboardEvent<HTMLElement>): void {
  const from = event.target;
  if (!(from instanceof HTMLElement) || !from.matches("[data-span]")) return;
  const next = targetOf(event.key, from, event.currentTarget);
  if (!next) return;
  event.preventDefault();
  from.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function targetOf(key: string, from: HTMLElement, swimlane: HTMLElement): HTMLElement | undefined {
  const lanes = [...swimlane.querySelectorAll<HTMLElement>("[data-lane]")].map(spansOf);
  const own = lanes.find((spans) => spans.includes(from)) ?? [];
  const at = own.indexOf(from);
  switch (key) {
    case "ArrowRight":
      return own[at + 1];
    case "ArrowLeft":
      return own[at - 1];
    case "Home":
      return own[0];
    case "End":
      return own.at(-1);
    case "ArrowDown":
      return nearest(
        lanes.slice(lanes.indexOf(own) + 1).find((spans) => spans.length > 0),
        from,
      );
    case "ArrowUp":
      return nearest(
        lanes.slice(0, lanes.indexOf(own)).findLast((spans) => spans.length > 0),
        from,
      );
    default:
      return undefined;
  }
}

function spansOf(lane: HTMLElement): HTMLElement[] {
  return [...lane.querySelectorAll<HTMLElement>("[data-span]")].sort((a, b) => a.offsetLeft - b.offsetLeft);
}

function nearest(spans: readonly HTMLElement[] | undefined, to: HTMLElement): HTMLElement | undefined {
  const distance = ({ offsetLeft, offsetWidth }: HTMLElement) =>
    Math.abs(offsetLeft + offsetWidth / 2 - to.offsetLeft - to.offsetWidth / 2);
  return spans?.reduce((best, each) => (distance(each) < distance(best) ? each : best));
}
