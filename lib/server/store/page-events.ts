import type { Reach } from "@/lib/contract/reach";
import { isUnfiltered, type TimelineFilter } from "@/lib/timeline/filter";
import { narrowFilter } from "@/lib/timeline/narrow-filter";
import { type PoolPurpose, pool } from "../db/pool";
import type { StoredEvent } from "./event-row";
import { filteredEvents, readEvents, within } from "./filtered-events";
import { atOneMoment } from "./one-moment";

export type PageOptions = {
  order: "asc" | "desc";
  limit: number;
  /** Only cursors above it. */
  after?: number | undefined;
  /** Only cursors below it. */
  before?: number | undefined;
  /** The live tail reads through a pool of its own, which no other query can starve. */
  purpose?: PoolPurpose;
};

/** One bounded read of what is within reach of a log by cursor (keyset, never an offset). The filter's times must be fixed. */
export async function pageEvents(
  reach: Reach,
  wanted: TimelineFilter,
  { order, limit, after = 0, before = Number.MAX_SAFE_INTEGER, purpose = "query" }: PageOptions,
): Promise<{ events: StoredEvent[]; hasMore: boolean }> {
  const { workspaceId } = reach;
  const filter = narrowFilter(wanted, reach);
  const asked = { workspaceId, filter, order, range: { low: after + 1, high: before - 1 }, wanted: limit + 1 };
  const events = isUnfiltered(filter)
    ? await readEvents(pool(purpose), asked, within(asked.range))
    : await atOneMoment(purpose, (client) => filteredEvents(client, asked));
  return { events: events.slice(0, limit), hasMore: events.length > limit };
}
