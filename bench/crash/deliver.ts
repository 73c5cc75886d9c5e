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

type Door = { url: string; key: string; signal: AbortSignal };

const retryAfterMs = 50;

/** Posts a batch until it is acknowledged, always with the same ids. Throws for an answer that no retry can change. */
export async function deliver(batch: Batch, door: Door): Promise<Acknowledgement> {
  for (let failedTries = 0; ; failedTries += 1) {
    const answer = await post(batch, door);
    if (answer) return { batch, answer, failedTries };
    await sleep(retryAfterMs, undefined, { signal: door.signal });
  }
}

/** Null when the app is away, or was before it had answered. */
async function post(batch: Batch, { url, key, signal }: Door): Promise<IngestAnswer | null> {
  let status: number;
  let text: string;
  try {
    const response = await fetch(`${url}/api/v1/events/ingest`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ events: batch }),
      signal,
    });
    status = response.status;
    text = await response.text();
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
  if (status === 200) return JSON.parse(text) as IngestAnswer;
  if (status === 503) return null;
  throw new FriendlyError(`A batch of ${batch.length} good events was answered with ${status}: ${text}`);
}
