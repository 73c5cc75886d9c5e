import type { Followed } from "./follow-stream";
import type { Sent } from "./load";
import type { Placed } from "./placed";

export type Evidence = {
  sent: Sent;
  log: readonly Placed[];
  followed: Followed;
  /** Whether an app was killed under the stream's reader, which must then have come back. */
  appWasKilled: boolean;
};

/** Every promise of the log that the evidence shows broken, as a sentence; none when all is well. */
export function brokenPromises(evidence: Evidence): string[] {
  return [...brokenByLog(evidence), ...brokenByAnswers(evidence), ...brokenByStream(evidence)];
}

/** Acknowledged events are stored exactly once, others at most once, nothing else at all; cursors are 1…n. */
export function brokenByLog({ sent, log }: Pick<Evidence, "sent" | "log">): string[] {
  const broken: string[] = [];
  const misplaced = log.findIndex(({ cursor }, i) => cursor !== i + 1);
  if (misplaced >= 0) broken.push(`Cursors are not 1…n: ${log[misplaced]?.cursor} stands at place ${misplaced + 1}.`);
  const stored = new Set(log.map((event) => event.event_id));
  if (stored.size < log.length) broken.push(`${log.length - stored.size} events are stored more than once.`);
  const acknowledged = new Set(sent.acknowledgements.flatMap(({ batch }) => batch.map((event) => event.event_id)));
  const lost = [...acknowledged].filter((id) => !stored.has(id)).length;
  if (lost > 0) broken.push(`${lost} acknowledged events are not stored.`);
  const known = new Set(sent.batches.flatMap((batch) => batch.map((event) => event.event_id)));
  const unknown = [...stored].filter((id) => !known.has(id)).length;
  if (unknown > 0) broken.push(`${unknown} events were never sent.`);
  return broken;
}

/**
 * An answer must tell where the events are that it calls accepted, and no event may be called so twice. One may be
 * called so by nobody, if the answer that would have was lost: then a try of its batch failed.
 */
export function brokenByAnswers({ log, sent }: Pick<Evidence, "sent" | "log">): string[] {
  const broken: string[] = [];
  const claimed = new Set<string>();
  for (const { batch, answer } of sent.acknowledgements) {
    const { accepted, duplicates, rejected, first_cursor, last_cursor } = answer;
    if (accepted + duplicates !== batch.length || rejected.length > 0) {
      broken.push(`A batch of ${batch.length} was told ${accepted} accepted and ${duplicates} duplicates.`);
    }
    const own = new Set(batch.map((event) => event.event_id));
    const told = first_cursor === null ? [] : log.slice(first_cursor - 1, last_cursor ?? 0);
    if (told.length !== accepted || told.some(({ event_id }) => !own.has(event_id))) {
      broken.push(
        `An answer tells cursors ${first_cursor} to ${last_cursor} for ${accepted} events that are not there.`,
      );
    }
    for (const { event_id } of told) {
      if (claimed.has(event_id)) broken.push(`${event_id} was called accepted twice.`);
      claimed.add(event_id);
    }
  }
  const retried = sent.acknowledgements.filter(({ failedTries }) => failedTries > 0).map(({ batch }) => batch);
  const excused = new Set([...retried, ...sent.unanswered].flat().map((event) => event.event_id));
  const unclaimed = log.filter(({ event_id }) => !claimed.has(event_id) && !excused.has(event_id)).length;
  if (unclaimed > 0) broken.push(`${unclaimed} events were called duplicates by every answer.`);
  return broken;
}

/** The stream gives its reader the log, whatever happened to the connection. */
function brokenByStream({ log, followed: { received, resets, reconnects }, appWasKilled }: Evidence): string[] {
  const broken: string[] = [];
  if (appWasKilled && reconnects < 1) {
    broken.push("The stream was never broken off, so nothing is shown of its coming back.");
  }
  if (resets > 0) broken.push(`The stream was reset ${resets} times.`);
  const wrong = received.findIndex(({ cursor, event_id }, i) => cursor !== i + 1 || event_id !== log[i]?.event_id);
  if (wrong >= 0) broken.push(`The stream's event ${wrong + 1} was cursor ${received[wrong]?.cursor}.`);
  if (received.length !== log.length) broken.push(`The stream gave ${received.length} of ${log.length} events.`);
  return broken;
}
