import { formatFilter, type TimelineFilter } from "@/lib/timeline/filter";
import type { LogState } from "../store/read-log";
import { formatFrame } from "./frame";

/** The first frame of a stream: where it starts, of which log, and when to come back after a cut. */
export function openingFrame(filter: TimelineFilter, cursor: number, { head, floor, logId }: LogState): string {
  // Clients that were cut off together must not come back together.
  const retryMs = 1_000 + Math.floor(Math.random() * 2_000);
  const told = formatFilter(filter);
  const subscribed = formatFrame("subscribed", cursor, {
    filter: Object.fromEntries([...told.keys()].map((name) => [name, told.getAll(name).join(",")])),
    cursor,
    head,
    floor,
    log_id: logId,
  });
  return `retry: ${retryMs}\n${subscribed}`;
}
