import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { processState } from "../process-state";
import { guardedLookup, TargetError } from "./target";

/** The status and the beginning of what was answered; no status where no answer came, and then why. */
export type PostAnswer = { status: number | null; text: string | null; retryAfterMs: number | null };

type Post = { url: string; headers: Readonly<Record<string, string>>; body: Buffer; signal?: AbortSignal };

const answerMayTakeMs = 15_000;
const answerBytesMax = 4_096;
/** Less than the five seconds after which many servers close a connection that is idle. */
const idleMs = 3_000;

const agents = processState("webhook-agents", () => {
  const options = { keepAlive: true, timeout: idleMs, maxFreeSockets: 16 };
  return { http: new HttpAgent(options), https: new HttpsAgent(options) };
});

/** Posts to an address that somebody gave us: to nothing private, following no redirect, reading little, not for long. Never throws. */
export async function postGuarded(post: Post): Promise<PostAnswer> {
  const timeout = AbortSignal.timeout(answerMayTakeMs);
  const signal = post.signal ? AbortSignal.any([timeout, post.signal]) : timeout;
  try {
    return await attempt(post, signal);
  } catch (error) {
    const text = timeout.aborted ? `No answer within ${answerMayTakeMs / 1_000} s.` : faultWords(error);
    return { status: null, text, retryAfterMs: null };
  }
}

async function attempt(post: Post, signal: AbortSignal): Promise<PostAnswer> {
  const url = new URL(post.url);
  const lookup = guardedLookup(url);
  for (;;) {
    const options = {
      method: "POST",
      headers: { ...post.headers, "content-length": post.body.length },
      lookup,
      signal,
    };
    const request =
      url.protocol === "https:"
        ? requestHttps(url, { ...options, agent: agents.https })
        : requestHttp(url, { ...options, agent: agents.http });
    try {
      return await answerTo(request, post.body);
    } catch (error) {
      // The other end closed an idle connection just as it was taken: it has not read the request.
      const isStale = request.reusedSocket && (error as NodeJS.ErrnoException).code === "ECONNRESET";
      if (!isStale || signal.aborted) throw error;
    }
  }
}

async function answerTo(request: ClientRequest, body: Buffer): Promise<PostAnswer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once("response", resolve).once("error", reject).end(body);
  });
  const status = response.statusCode ?? 0;
  const text = await beginningOf(response);
  const isRedirect = status >= 300 && status < 400;
  return {
    status,
    text: isRedirect ? "Redirects are not followed." : text,
    retryAfterMs: retryAfter(response.headers["retry-after"]),
  };
}

async function beginningOf(response: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= answerBytesMax) break;
  }
  // PostgreSQL keeps no NUL.
  const text = Buffer.concat(chunks).subarray(0, answerBytesMax).toString("utf8").replaceAll("\0", "").trim();
  return text === "" ? null : text;
}

/** Seconds, or a date (RFC 9110). */
function retryAfter(header: string | undefined): number | null {
  if (header === undefined) return null;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The connection was refused.",
  ECONNRESET: "The connection was closed without an answer.",
  ENOTFOUND: "The name has no address.",
  EAI_AGAIN: "The name can't be resolved just now.",
  ETIMEDOUT: "The connection timed out.",
  EHOSTUNREACH: "The host can't be reached.",
  ENETUNREACH: "The network can't be reached.",
};

function faultWords(error: unknown): string {
  if (error instanceof TargetError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  return words[code ?? ""] ?? String(message);
}
