import { log } from "../log";
import type { LogState } from "../store/read-log";
import { catchUpTurn } from "./catch-up-turn";
import { formatFrame } from "./frame";
import { onHeartbeat } from "./heartbeat";
import type { Nudge } from "./nudge";
import { countSent, type OpenStream } from "./open-streams";
import { openingFrame } from "./opening";
import { pause } from "./pause";
import { replayChunk } from "./replay";
import type { Selection } from "./selection";
import type { StartPosition } from "./start-position";
import { goodbyeFrame, goodbyeOf, type StreamTerms, StreamUpkeep } from "./stream-upkeep";
import type { Tail } from "./tail";

export type StreamOptions = StreamTerms & {
  workspaceId: number;
  selection: Selection;
  start: StartPosition;
  /** The log when the stream was opened. */
  log: LogState;
  tail: Tail;
  /** Given by the tail when its position moves. */
  nudge: Nudge;
  /** Aborted when the reader has gone, or with a `GoodbyeReason` when the server ends the stream. */
  signal: AbortSignal;
  status: OpenStream;
};

const retryWhileAwayMs = 1_000;
/** A revoked credential is to end the stream within seconds, also in the middle of a long window. */
const windowStepMs = 1_000;

/**
 * One reader's frames, pulled: the next chunk is made when the last was taken, so a slow reader costs a cursor and one
 * chunk. Behind the tail's ring it pages from the log with the filter in SQL, inside it it takes what matches; both are
 * one path, so there is no seam between replay and live at which an event could be lost or doubled. Every chunk ends
 * at a frame's end.
 */
export async function* eventStream(options: StreamOptions): AsyncGenerator<Buffer> {
  const { workspaceId, selection, start, tail, nudge, signal, status } = options;
  const upkeep = new StreamUpkeep(options);
  const send = (chunk: Buffer, frames = 1) => countSent(status, chunk, frames);
  let cursor = start.cursor;
  let replayed: number | null = 0;
  let failingSinceMs: number | null = null;
  /** Gathers for a window; answers why the stream must end, if it must before that. */
  const waitForWindow = async (windowMs: number) => {
    for (let leftMs = windowMs; leftMs > 0 && !signal.aborted; leftMs -= windowStepMs) {
      await pause(Math.min(leftMs, windowStepMs), signal);
      const verdict = upkeep.isJudgementDue() ? await upkeep.judge() : null;
      if (verdict) return verdict;
    }
    return null;
  };
  signal.addEventListener("abort", nudge.give, { once: true });
  const stopHeartbeat = onHeartbeat(nudge.give);
  try {
    const opening = openingFrame(selection.filter, cursor, options.log);
    const reset = start.reset ? formatFrame("reset", cursor, start.reset) : "";
    yield send(Buffer.from(opening + reset), start.reset ? 2 : 1);
    while (!signal.aborted) {
      let chunk: Buffer | null = null;
      let frames = 1;
      try {
        const target = tail.position;
        const recent = tail.recent(selection, cursor);
        // Many who come back at once are served in turns, as those who need pages of the log are.
        if (recent && recent.cursor < target) await catchUpTurn();
        const found = recent ?? (await replayChunk(workspaceId, selection, cursor, target));
        if (!found) return; // the workspace is gone: its 204 waits for whoever comes back
        const { floor } = found;
        if (floor !== undefined && cursor < floor - 1) {
          // Retention overtook this reader: it is told what is gone before it goes on.
          const reset = { reason: "expired", requested: String(cursor), floor, head: target } as const;
          cursor = floor - 1;
          chunk = Buffer.from(formatFrame("reset", cursor, reset));
        } else {
          cursor = found.cursor;
          chunk = found.bytes;
          frames = selection.windowMs === null ? found.events : 1;
          if (replayed !== null) replayed += found.events;
        }
        if (replayed !== null && cursor >= tail.position) {
          const complete = Buffer.from(formatFrame("replay_complete", cursor, { cursor, replayed }));
          frames = chunk ? frames + 1 : 1;
          chunk = chunk ? Buffer.concat([chunk, complete]) : complete;
          replayed = null;
        }
        failingSinceMs = null;
      } catch (error) {
        if (failingSinceMs === null) log.warn({ message: String(error) }, "a stream can't read the log");
        failingSinceMs ??= Date.now();
        await pause(retryWhileAwayMs, signal);
      }
      status.cursor = cursor;
      if (chunk) {
        upkeep.sent();
        yield send(chunk, frames);
      } else {
        const troubleSinceMs = failingSinceMs ?? tail.troubleSinceMs;
        const said = upkeep.breakSilence({ cursor, head: Math.max(tail.position, cursor), troubleSinceMs });
        if (said) yield send(said.chunk, said.frames);
        if (said?.isEnd) return;
      }
      const verdict = upkeep.isJudgementDue() ? await upkeep.judge() : null;
      if (verdict) return yield send(goodbyeFrame(verdict, cursor));
      if (cursor >= tail.position && !signal.aborted) {
        await nudge.taken();
        const end =
          selection.windowMs !== null && tail.position > cursor ? await waitForWindow(selection.windowMs) : null;
        if (end) return yield send(goodbyeFrame(end, cursor));
      }
    }
    const goodbye = goodbyeOf(signal);
    if (goodbye) yield send(goodbyeFrame(goodbye, cursor));
  } finally {
    stopHeartbeat();
    signal.removeEventListener("abort", nudge.give);
  }
}
