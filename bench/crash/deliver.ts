import { setTimeout as sleep } from "node:timers/promises";
import type { IngestAnswer } from "@/lib/contract/ingest";
import { FriendlyError } from "@/scripts/friendly-error.mjs";

export type Batch = readonly { event_id: string }[];

/** What a client was told of a batch in the end. */
export type Acknowledgement = {
  batch: Batch;
  answer: IngestAnswer;
  /** Tries that broke off or were told 503. Each may have stored the batch nevertheless. */
  failedTries: number;
};

/** Where a batch may be sent, by the instances that are up, and with what. */
export type Doors = {
  urls: () => readonly string[];
  key: string;
  signal: AbortSignal;
  /** Whoever hears nothing for so long gives a try up; half a minute unless given. */
  answerWithinMs?: number;
};

const retryAfterMs = 50;
const patienceMs = 30_000;

/** Posts a batch until it is acknowledged, always with the same ids, at one instance after the other. */
export async function deliver(batch: Batch, doors: Doors, first: number): Promise<Acknowledgement> {
  for (let failedTries = 0; ; failedTries += 1) {
    const answer = await post(batch, doors, first + failedTries);
    if (answer) return { batch, answer, failedTries };
    await sleep(retryAfterMs);
  }
}

/**
 * Posts a batch once. Null when the app is away, or was before it had answered; throws for an answer that no retry can
 * change.
 */
export async function post(batch: Batch, doors: Doors, nth: number): Promise<IngestAnswer | null> {
  const { urls, key, signal, answerWithinMs = patienceMs } = doors;
  signal.throwIfAborted();
  let status: number;
  let text: string;
  try {
    const response = await fetch(`${urls()[nth % urls().length]}/api/v1/events/ingest`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ events: batch }),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    status = response.status;
    text = await response.text();
  } catch {
    return null;
  }
  if (status === 200) return JSON.parse(text) as IngestAnswer;
  if (status === 503) return null;
  throw new FriendlyError(`A batch of ${batch.length} good events was answered with ${status}: ${text}`);
}
