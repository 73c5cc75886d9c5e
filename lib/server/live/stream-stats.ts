import type { StreamStats } from "@/lib/contract/stream-stats";
import { formatFilter, type TimelineFilter } from "@/lib/timeline/filter";
import { type OpenStream, openStreams, streamTotals } from "./open-streams";
import { knownHead } from "./tail";

/** How many cursors a stream has yet to pass. */
export function streamLag({ workspaceId, cursor }: OpenStream): number {
  return Math.max(0, knownHead(workspaceId) - cursor);
}

/** This instance's streams of one workspace, the slowest first. */
export function streamStats(workspaceId: number): StreamStats {
  const open = openStreams(workspaceId).map((stream) => ({ stream, lag: streamLag(stream) }));
  open.sort((a, b) => b.lag - a.lag);
  const byCategory: Record<string, number> = {};
  for (const { stream } of open) {
    if (stream.kind !== "events") continue;
    for (const category of stream.filter.categories ?? ["all"]) byCategory[category] = (byCategory[category] ?? 0) + 1;
  }
  const totals = streamTotals(workspaceId);
  return {
    active: open.length,
    connections: open.map(({ stream, lag }) => ({
      kind: stream.kind,
      client_id: stream.clientId,
      filter: asText(stream.filter),
      since: stream.since,
      cursor: stream.cursor,
      lag,
      frames: stream.frames,
      bytes: stream.bytes,
    })),
    by_category: byCategory,
    lag_max: open[0]?.lag ?? 0,
    totals: {
      connections: totals.opened,
      disconnections: totals.closed,
      reconnections: totals.resumed,
      frames: totals.frames,
      bytes: totals.bytes,
    },
  };
}

function asText(filter: TimelineFilter): Record<string, string> {
  const told = formatFilter(filter);
  return Object.fromEntries([...told.keys()].map((name) => [name, told.getAll(name).join(",")]));
}
