import { digestEvents, digestEventsMax } from "./digest-events";
import { gatherDigests, insertDigest, subtractCounts } from "./gather-digests";
import type { Projection } from "./projection";

type Tuning = {
  /** At so many digests they are gathered: that many at most a reader meets. */
  digestsMax: number;
  /** Fewer counts stay a digest: a day's pack is not written anew for a handful of events. */
  digestCountsMax: number;
};

/**
 * How many events of each shape and agent every minute, hour and day has: what statistics are read from. A range of the log
 * becomes one row, its digest, and a dozen of those become packs, one row for each minute, hour and day (see
 * `rollup-counts.ts`): a row for every single count would cost more than storing the events did.
 */
export function rollupsProjectionTuned({ digestsMax, digestCountsMax }: Tuning): Projection {
  return {
    name: "rollups",
    version: 1,
    tables: ["rollup_digests", "rollup_packs"],
    statements: [],
    async fold(client, { workspaceId, after, upTo }) {
      for (let from = after; from < upTo; from += digestEventsMax) {
        const range = { workspaceId, after: from, upTo: Math.min(upTo, from + digestEventsMax) };
        const digests = await insertDigest(client, { ...range, ...(await digestEvents(client, range)) });
        if (digests >= digestsMax) await gatherDigests(client, { workspaceId, digestCountsMax });
      }
    },
    async forget(client, { workspaceId, after, upTo }) {
      for (let from = after; from < upTo; from += digestEventsMax) {
        const range = { workspaceId, after: from, upTo: Math.min(upTo, from + digestEventsMax) };
        await subtractCounts(client, workspaceId, (await digestEvents(client, range)).counts);
      }
    },
  };
}

export const rollupsProjection = rollupsProjectionTuned({ digestsMax: 16, digestCountsMax: 16_384 });
