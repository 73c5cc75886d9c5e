import type { KeyCaller } from "../auth/identify";
import { AppError, isAppError } from "../errors";
import type { Answer } from "../http/exchange";
import { admitEvents } from "../ingest/rate-limit";
import type { Sender } from "../ingest/take-in";

/**
 * Stores a request's events if the caller's rate admits as many, and puts the RateLimit headers on whatever comes of it.
 * Throws 429 before anything is stored.
 */
export async function withinRate(caller: KeyCaller, events: number, store: () => Promise<Answer>): Promise<Answer> {
  const counted = admitEvents(caller, events);
  const headers = counted instanceof Promise ? await counted : counted;
  try {
    const answer = await store();
    return { ...answer, headers: { ...answer.headers, ...headers } };
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw new AppError(error.code, { ...error.outside, headers: { ...headers, ...error.outside.headers } });
  }
}

/** Whose events a caller sends. */
export function senderOf({ id, prefix, privacy, allowedSources }: KeyCaller): Sender {
  return { keyId: id, apiKey: prefix, privacy, allowedSources };
}
