import { parseRetryAfter } from "./backoff";
import type { Answer, Poster } from "./post";

/**
 * What became of one request. Only `unreachable` is worth the same request again; ids make the repeat harmless. `isDown`
 * is false for a server that is well and asks for patience.
 */
export type SendOutcome =
  | { kind: "stored"; refused: number; message: string }
  | { kind: "refused"; status: number; message: string }
  | { kind: "tooLarge" }
  | { kind: "unreachable"; message: string; retryAfterMs: number | null; isDown: boolean };

/** Posts encoded events as one request. Never rejects: trouble is an outcome. */
export async function sendBatch(poster: Poster, events: readonly string[]): Promise<SendOutcome> {
  try {
    return outcomeOf(await poster.post(`{"events":[${events.join(",")}]}`), events.length);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      kind: "unreachable",
      message: `Sightline could not be reached: ${message}.`,
      retryAfterMs: null,
      isDown: true,
    };
  }
}

function outcomeOf(answer: Answer, eventsSent: number): SendOutcome {
  const { status } = answer;
  if (status === 413) return { kind: "tooLarge" };
  if (status === 408 || status === 429 || status >= 500) {
    const message = `Sightline answered ${status}.`;
    const retryAfterMs = parseRetryAfter(answer.retryAfter);
    return { kind: "unreachable", message, retryAfterMs, isDown: status !== 429 };
  }
  if (status < 200 || status > 299) return { kind: "refused", status, message: refusal(answer) };
  const refused = status === 207 ? Math.min(rejectedOf(answer.body).length, eventsSent) : 0;
  return { kind: "stored", refused, message: refused > 0 ? firstFault(answer.body) : "" };
}

function refusal({ status, body }: Answer): string {
  const { detail } = parseObject(body);
  return typeof detail === "string" ? `Sightline answered ${status}: ${detail}` : `Sightline answered ${status}.`;
}

function firstFault(body: string): string {
  const [first] = rejectedOf(body);
  return `Sightline rejected events, the first for: ${JSON.stringify(first)}.`;
}

function rejectedOf(body: string): readonly unknown[] {
  const { rejected } = parseObject(body);
  return Array.isArray(rejected) ? rejected : [];
}

/** An answer that is no JSON object, a proxy's page say, reads as an empty one. */
function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
