import type { ExportFormat } from "@/lib/contract/export";
import type { Reach } from "@/lib/contract/reach";
import { csvHead, csvOf } from "@/lib/timeline/event-csv";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { encodeEvent, type StoredEvent } from "./event-row";
import { pageEvents } from "./page-events";
import { readLog } from "./read-log";

const pageEventsMax = 500;
/** Cursors that one statement may scan, so that a filter which matches next to nothing holds no connection for long. */
const spanMax = 50_000;

type ExportRange = {
  /** Only cursors above it. */
  after: number;
  /** Up to this one. */
  upTo: number;
  signal: AbortSignal;
};

/**
 * The events of a range within reach that a filter (times fixed) lets through, ascending, as chunks of bytes: pages by cursor, one in
 * memory at a time. Throws where retention overtakes it: what is cut off can't be taken for complete.
 */
export async function* exportEvents(
  reach: Reach,
  filter: TimelineFilter,
  { format, after, upTo, signal }: ExportRange & { format: ExportFormat },
): AsyncGenerator<Uint8Array> {
  const { workspaceId } = reach;
  const encoder = new TextEncoder();
  if (format === "csv") yield encoder.encode(csvHead());
  let cursor = after;
  while (cursor < upTo && !signal.aborted) {
    const spanEnd = Math.min(upTo, cursor + spanMax);
    const { events, hasMore } = await pageEvents(reach, filter, {
      order: "asc",
      limit: pageEventsMax,
      after: cursor,
      before: spanEnd + 1,
      purpose: "catch-up",
    });
    // Read after the page: the floor moves before anything below it goes.
    const log = await readLog(workspaceId);
    if (!log || log.floor > cursor + 1) throw new Error(`the log lost what followed cursor ${cursor} meanwhile`);
    if (events.length > 0) yield encoder.encode(format === "csv" ? tableOf(events) : ndjsonOf(events));
    cursor = hasMore ? (events.at(-1)?.cursor ?? spanEnd) : spanEnd;
  }
}

const ndjsonOf = (events: readonly StoredEvent[]) => `${events.map(encodeEvent).join("\n")}\n`;

const tableOf = (events: readonly StoredEvent[]) =>
  csvOf(events.map(({ metadataJson, ...event }) => ({ ...event, metadata: metadataJson })));
