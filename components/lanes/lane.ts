import type { EventStatus } from "@/lib/contract/event-form";

export const spanStates = ["run", "wait", "failed", "lost", "done", "silence"] as const;
export type SpanState = (typeof spanStates)[number];

/** A stretch of time in one state. Instants are epoch milliseconds; `end` is null where it goes on. */
export type LaneSpan = {
  id: string;
  start: number;
  end: number | null;
  state: SpanState;
  label: string;
  /** Marked at the span's end; null where there is nothing to look at. */
  outcome: EventStatus | null;
};

/** What happened at one instant, such as a denial in the middle of a task. */
export type LaneMark = { id: string; at: number; outcome: EventStatus; label: string };

/** One line of a swimlane: an agent, or one source of a trace. `indent` is how deep it is nested, from 0. */
export type Lane = {
  id: string;
  label: string;
  note?: string | null;
  href?: string;
  indent: number;
  spans: readonly LaneSpan[];
  marks?: readonly LaneMark[];
};

/** From `start` to `end`, in epoch milliseconds; `end` is the later one. */
export type LaneRange = { start: number; end: number };

/** How each state is said. */
export const stateWords: Readonly<Record<SpanState, string>> = {
  run: "running",
  wait: "waiting",
  failed: "failed",
  lost: "lost",
  done: "done",
  silence: "silent",
};

/** Where an instant lies in a range, from 0 to 1; what lies outside is at its edge. */
export function shareOf(at: number, { start, end }: LaneRange): number {
  return end <= start ? 0 : Math.min(1, Math.max(0, (at - start) / (end - start)));
}

/** Text at an edge of the range is set inside of it. */
export function edgeOf(share: number): "first" | "last" | undefined {
  if (share < 0.03) return "first";
  return share > 0.97 ? "last" : undefined;
}
