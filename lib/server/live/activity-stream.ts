import type { LogState } from "../store/read-log";
import type { Activity } from "./activity";
import type { ActivitySelection } from "./activity-selection";
import { formatFrame } from "./frame";
import { onHeartbeat } from "./heartbeat";
import type { Nudge } from "./nudge";
import { countSent, type OpenStream } from "./open-streams";
import { openingFrame } from "./opening";
import { goodbyeFrame, goodbyeOf, type StreamTerms, StreamUpkeep } from "./stream-upkeep";

export type ActivityStreamOptions = StreamTerms & {
  activity: Activity;
  selection: ActivitySelection;
  /** The log when the stream was opened. */
  log: LogState;
  /** Given by the activity when there is something new. */
  nudge: Nudge;
  /** Aborted when the reader has gone, or with a `GoodbyeReason` when the server ends the stream. */
  signal: AbortSignal;
  status: OpenStream;
};

/**
 * One reader's `agent` frames, pulled. First comes the state of every agent, as of the head at which the stream was
 * opened at least, then `replay_complete`, then each agent that has changed. A frame's id is the place in the log that
 * the states follow. They are states and not a history: a reader who comes back gets all of them anew, wherever it
 * stood, so that no position is ever too old and there is no `reset`; and a slow one gets the newest state of each
 * agent, so it costs a number and one chunk.
 */
export async function* activityStream(options: ActivityStreamOptions): AsyncGenerator<Buffer> {
  const { activity, selection, log, nudge, signal, status } = options;
  const upkeep = new StreamUpkeep(options);
  const send = (chunk: Buffer, frames = 1) => countSent(status, chunk, frames);
  let version = 0;
  let replayed: number | null = 0;
  signal.addEventListener("abort", nudge.give, { once: true });
  const stopHeartbeat = onHeartbeat(nudge.give);
  try {
    yield send(Buffer.from(openingFrame(selection.filter, activity.cursor, log)));
    while (!signal.aborted) {
      const changes = activity.changesAfter(version, selection);
      const { cursor } = activity;
      let { bytes, agents: frames } = changes;
      version = changes.version;
      status.cursor = cursor;
      if (replayed !== null) {
        replayed += frames;
        if (activity.isComplete && version >= activity.version && cursor >= log.head) {
          const complete = Buffer.from(formatFrame("replay_complete", cursor, { cursor, replayed }));
          bytes = bytes ? Buffer.concat([bytes, complete]) : complete;
          frames += 1;
          replayed = null;
        }
      }
      if (bytes) {
        upkeep.sent();
        yield send(bytes, frames);
      } else {
        const said = upkeep.breakSilence({ cursor, head: cursor, troubleSinceMs: activity.troubleSinceMs });
        if (said) yield send(said.chunk, said.frames);
        if (said?.isEnd) return;
      }
      const verdict = upkeep.isJudgementDue() ? await upkeep.judge() : null;
      if (verdict) return yield send(goodbyeFrame(verdict, cursor));
      if (version >= activity.version && !signal.aborted) await nudge.taken();
    }
    const goodbye = goodbyeOf(signal);
    if (goodbye) yield send(goodbyeFrame(goodbye, activity.cursor));
  } finally {
    stopHeartbeat();
    signal.removeEventListener("abort", nudge.give);
  }
}
