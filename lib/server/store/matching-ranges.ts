import type { PoolClient } from "pg";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { indexedPart } from "./block-index";

/** With more of them, reading the log from end to end is no dearer. */
const rangesMaxDefault = 250_000;

/**
 * The stretches of a log that hold all that may match a filter (times fixed): `after` < cursor ≤ `upTo`, in cursor order, the
 * last being what the block index doesn't cover yet. Null where all of the log is to be read: the index can't narrow it, or
 * hardly. To be read in the snapshot in which the events are.
 */
export async function matchingRanges(
  client: PoolClient,
  workspaceId: number,
  filter: TimelineFilter,
  rangesMax = rangesMaxDefault,
): Promise<{ after: number; upTo: number }[] | null> {
  const index = await indexedPart(client, workspaceId, filter);
  if (index.upTo === 0) return null;
  const ranges: { after: number; upTo: number }[] = [];
  for await (const cursors of index.candidates({ low: 1, high: index.upTo }, "asc")) {
    for (const cursor of cursors) {
      const last = ranges.at(-1);
      if (last?.upTo === cursor - 1) last.upTo = cursor;
      else ranges.push({ after: cursor - 1, upTo: cursor });
    }
    if (ranges.length > rangesMax) return null;
  }
  ranges.push({ after: index.upTo, upTo: Number.MAX_SAFE_INTEGER });
  return ranges;
}
