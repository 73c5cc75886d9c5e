import type { StreamFrames } from "@/lib/contract/stream";
import type { LogState } from "../store/read-log";

/** From where a reader asks to be served: `after` a cursor, or an end of the log. */
export type AskedPosition = { kind: "latest" } | { kind: "earliest" } | { kind: "after"; text: string };

export type StartPosition = { cursor: number; reset: StreamFrames["reset"] | null };

/**
 * Where a reader really starts, and what it must be told if that is not where it asked to (contract §7, `reset`):
 * `expired` goes on from the floor, `ahead` and `invalid` from the head. Never a silent hole.
 */
export function startPosition(asked: AskedPosition, { head, floor }: LogState): StartPosition {
  if (asked.kind === "latest") return { cursor: head, reset: null };
  if (asked.kind === "earliest") return { cursor: floor - 1, reset: null };
  const reset = (reason: StreamFrames["reset"]["reason"], cursor: number) => ({
    cursor,
    reset: { reason, requested: asked.text.slice(0, 100), floor, head },
  });
  if (!/^\d+$/.test(asked.text)) return reset("invalid", head);
  const cursor = Number(asked.text);
  if (cursor > head) return reset("ahead", head);
  if (cursor < floor - 1) return reset("expired", floor - 1);
  return { cursor, reset: null };
}
