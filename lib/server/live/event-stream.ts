import { pingAfterSilenceMs } from "@/lib/contract/stream";
import { formatFilter, type TimelineFilter } from "@/lib/timeline/filter";
import { compileFilter } from "@/lib/timeline/match-filter";
import { log } from "../log";
import type { StoredEvent } from "../store/event-row";
import { pageEvents } from "../store/page-events";
import { readLog } from "../store/read-log";
import { commentFrame, formatBatchFrame, formatEventFrame, formatFrame } from "./frame";
import type { GoodbyeReason, OpenStream } from "./open-streams";
import type { StartPosition } from "./start-position";
import type { Tail } from "./tail";

export type StreamOptions = {
  workspaceId: number;
  /** Without times: the stream has none. */
  filter: TimelineFilter;
  start: StartPosition;
  logId: string;
  head: number;
  floor: number;
  tail: Tail;
  /** With it, matching events come as one `batch` frame a window. */
  windowMs: number | null;
  /** Asked every few seconds whether the credential still holds. */
  isAllowed: () => Promise<boolean>;
  /** Aborted when the reader has gone, or with a `GoodbyeReason` when the server ends the stream. */
  signal: AbortSignal;
  status: OpenStream;
};

/** Events a page of the log holds while the reader is behind: what a stalled reader can cost in memory. */
const replayPageSize = 500;
/** Cursors that one page scans at most, so that a filter that matches nothing advances all the same. */
const replaySpan = 20_000;
const accessCheckMs = 2_000;
const commentWhileAwayMs = 5_000;
const goodbyeAfterAwayMs = 60_000;

/**
 * One reader's frames, pulled: the next chunk is made when the last was taken, so a slow reader costs a cursor and one
 * chunk. Behind the tail's ring it pages from the log with the filter in SQL, inside it it takes what matches; both are
 * one path, so there is no seam between replay and live at which an event could be lost or doubled. Every chunk ends
 * at a frame's end.
 */
export async function* eventStream(options: StreamOptions): AsyncGenerator<string> {
  const { filter, start, tail, signal, windowMs, status } = options;
  const matches = compileFilter(filter);
  const frames = (events: readonly StoredEvent[], cursor: number) => {
    if (events.length === 0) return "";
    return windowMs === null ? events.map(formatEventFrame).join("") : formatBatchFrame(events, cursor);
  };
  let cursor = start.cursor;
  let replayed: number | null = 0;
  let lastSentMs = Date.now();
  let checkedMs = Date.now();
  let failingSinceMs: number | null = null;
  yield opening(options);

  while (!signal.aborted) {
    let chunk = "";
    try {
      const recent = tail.recent(cursor);
      if (recent) {
        const found = recent.filter(({ event }) => matches(event));
        cursor = recent.at(-1)?.event.cursor ?? cursor;
        if (replayed !== null) replayed += found.length;
        chunk =
          windowMs === null
            ? joinFrames(found)
            : frames(
                found.map(({ event }) => event),
                cursor,
              );
      } else {
        const target = tail.position;
        const floor = (await readLog(options.workspaceId))?.floor ?? 1;
        if (cursor < floor - 1) {
          // Retention overtook this reader: it is told what is gone before it goes on.
          const requested = String(cursor);
          cursor = floor - 1;
          chunk = formatFrame("reset", cursor, { reason: "expired", requested, floor, head: target });
        } else {
          const bound = Math.min(target, cursor + replaySpan);
          const { events, hasMore } = await pageEvents(options.workspaceId, filter, {
            order: "asc",
            limit: replayPageSize,
            after: cursor,
            before: bound + 1,
            purpose: "catch-up",
          });
          cursor = hasMore ? (events.at(-1)?.cursor ?? cursor) : bound;
          if (replayed !== null) replayed += events.length;
          chunk = frames(events, cursor);
        }
      }
      if (replayed !== null && cursor >= tail.position) {
        chunk += formatFrame("replay_complete", cursor, { cursor, replayed });
        replayed = null;
      }
      failingSinceMs = null;
    } catch (error) {
      if (failingSinceMs === null) log.warn({ message: String(error) }, "a stream can't read the log");
      failingSinceMs ??= Date.now();
      await pause(1_000, signal);
    }
    const troubleSinceMs = failingSinceMs ?? tail.troubleSinceMs;
    status.cursor = cursor;
    const nowMs = Date.now();
    if (chunk !== "") {
      lastSentMs = nowMs;
      yield chunk;
    } else if (troubleSinceMs !== null) {
      if (nowMs - troubleSinceMs > goodbyeAfterAwayMs)
        return yield formatFrame("goodbye", cursor, { reason: "database" });
      if (nowMs - lastSentMs >= commentWhileAwayMs) {
        lastSentMs = nowMs;
        yield commentFrame;
      }
    } else if (nowMs - lastSentMs >= pingAfterSilenceMs) {
      lastSentMs = nowMs;
      yield formatFrame("ping", cursor, { time: new Date(nowMs).toISOString(), head: Math.max(tail.position, cursor) });
    }
    if (nowMs - checkedMs >= accessCheckMs) {
      checkedMs = nowMs;
      if (!(await options.isAllowed())) return yield formatFrame("goodbye", cursor, { reason: "credential" });
    }
    if (cursor >= tail.position) {
      const untilPingMs = Math.max(0, pingAfterSilenceMs - (Date.now() - lastSentMs));
      await tail.moved(cursor, Math.min(accessCheckMs, untilPingMs + 1), signal);
      if (windowMs !== null && tail.position > cursor) await pause(windowMs, signal);
    }
  }
  if (isGoodbye(signal.reason)) yield formatFrame("goodbye", cursor, { reason: signal.reason });
}

function opening({ filter, start, logId, head, floor }: StreamOptions): string {
  // Clients that were cut off together must not come back together.
  const retryMs = 1_000 + Math.floor(Math.random() * 2_000);
  const told = formatFilter(filter);
  const subscribed = formatFrame("subscribed", start.cursor, {
    filter: Object.fromEntries([...told.keys()].map((name) => [name, told.getAll(name).join(",")])),
    cursor: start.cursor,
    head,
    floor,
    log_id: logId,
  });
  const reset = start.reset ? formatFrame("reset", start.cursor, start.reset) : "";
  return `retry: ${retryMs}\n${subscribed}${reset}`;
}

const joinFrames = (entries: readonly { frame: string }[]) => entries.map(({ frame }) => frame).join("");

const goodbyeReasons: readonly unknown[] = ["stopping", "credential", "database", "limit"] satisfies GoodbyeReason[];
const isGoodbye = (reason: unknown): reason is GoodbyeReason => goodbyeReasons.includes(reason);

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}
