import type { AgentEvent } from "../contract/event";
import { countNewerThan } from "./merge";

type Placed = Pick<AgentEvent, "cursor">;

/** A reader's newest events, of which only so many are held. */
export type HeldEvents<E extends Placed = AgentEvent> = {
  /** Newest first. */
  readonly events: readonly E[];
  /** Everything older was let go of, to keep to the limit or because it was cleared away: the log still has it. */
  readonly below: { readonly cursor: number; readonly by: "limit" | "clearing" } | null;
  /** More came above `cursor` while it was the ceiling than may be held: `count` events directly above it are missing. */
  readonly hole: { readonly cursor: number; readonly count: number } | null;
};

export const nothingHeld: HeldEvents<never> = { events: [], below: null, hole: null };

/** At most `max` events are held above the `ceiling`, above which nothing is shown, and twice as many below it. */
type Bounds = { max: number; ceiling: number | null };

/**
 * Takes in events, given newest first and newer than all that are held. Without a ceiling the oldest fall off; with
 * one, those that are shown stay, and of those that wait the newest are held and all are counted.
 */
export function holdEvents<E extends Placed>(
  held: HeldEvents<E>,
  arrived: readonly E[],
  { max, ceiling }: Bounds,
): HeldEvents<E> {
  const { events, below, hole } = closeHole(held, ceiling);
  const all = [...arrived, ...events];
  if (ceiling !== null) {
    const waiting = countNewerThan(all, ceiling);
    // A ceiling that rises shows more; those shown under one that stays are never more than this.
    const shown = keepNewest({ events: all.slice(waiting), below, hole }, 2 * max);
    if (waiting <= max) return { ...shown, events: [...all.slice(0, waiting), ...shown.events] };
    const count = (hole?.count ?? 0) + waiting - max;
    return { ...shown, events: [...all.slice(0, max), ...shown.events], hole: { cursor: ceiling, count } };
  }
  return keepNewest({ events: all, below, hole }, max);
}

function keepNewest<E extends Placed>(held: HeldEvents<E>, max: number): HeldEvents<E> {
  const oldest = held.events[max - 1];
  if (held.events.length <= max || !oldest) return held;
  return { ...held, events: held.events.slice(0, max), below: { cursor: oldest.cursor, by: "limit" } };
}

/** Once the ceiling has left the hole, what lies below the hole falls off, so that what is shown has none in it. */
export function closeHole<E extends Placed>(held: HeldEvents<E>, ceiling: number | null): HeldEvents<E> {
  const { events, hole } = held;
  if (!hole || (ceiling !== null && ceiling <= hole.cursor)) return held;
  const kept = events.slice(0, countNewerThan(events, hole.cursor));
  const oldest = kept.at(-1)?.cursor ?? hole.cursor + hole.count + 1;
  return { events: kept, below: { cursor: oldest, by: "limit" }, hole: null };
}

/** How many events wait above the ceiling, those that are not held included. */
export function countWaiting({ events, hole }: HeldEvents<Placed>, ceiling: number | null): number {
  return ceiling === null ? 0 : countNewerThan(events, ceiling) + (hole?.count ?? 0);
}
