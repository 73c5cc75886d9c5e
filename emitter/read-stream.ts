import { parseRetryAfter } from "./backoff";
import { createSseParser, type SseMessage } from "./sse-parser";

/** Sightline refused to be followed, and would again: the key, the address or the filter must change. */
export class FollowError extends Error {
  override readonly name = "FollowError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A connection that ended, or never began, in a way that another one may mend. */
export class StreamCut extends Error {
  override readonly name = "StreamCut";
  /** What the server asks to wait at least. */
  readonly waitMs: number;
  /** The server ends every stream after some time, and would take the next one at once. */
  readonly isTimeLimit: boolean;

  constructor(message: string, { waitMs = 0, isTimeLimit = false }: { waitMs?: number; isTimeLimit?: boolean } = {}) {
    super(message);
    this.waitMs = waitMs;
    this.isTimeLimit = isTimeLimit;
  }
}

export type ReadOptions = {
  url: URL;
  apiKey: string;
  /** Nothing at all for so long is a connection that died without a word. */
  silenceMaxMs: number;
  signal: AbortSignal;
};

/**
 * One connection's messages. Pulled: the next bytes are asked for when every message of the last ones was taken, so a
 * slow reader slows the server down and fills nothing. Only time spent waiting for bytes counts as silence.
 * Throws `FollowError` or `StreamCut`; a plain end means that there will never be more (204).
 */
export async function* readStream({ url, apiKey, silenceMaxMs, signal }: ReadOptions): AsyncGenerator<SseMessage> {
  const connection = new AbortController();
  const close = () => connection.abort();
  if (signal.aborted) close();
  signal.addEventListener("abort", close);

  async function unlessSilent<Result>(step: Promise<Result>): Promise<Result> {
    const late = () => connection.abort(new Error(`nothing came for ${silenceMaxMs / 1_000} s`));
    const timer = setTimeout(late, silenceMaxMs);
    try {
      return await step;
    } catch (error) {
      throw new StreamCut(`The connection to Sightline broke: ${reasonOf(error)}.`);
    } finally {
      clearTimeout(timer);
    }
  }

  try {
    const headers = { authorization: `Bearer ${apiKey}`, accept: "text/event-stream" };
    const answer = await unlessSilent(fetch(url, { headers, signal: connection.signal }));
    if (answer.status === 204) return;
    if (answer.status !== 200) throw refusalOf(answer, await unlessSilent(answer.text()));
    const type = answer.headers.get("content-type");
    if (!type?.startsWith("text/event-stream") || !answer.body) {
      throw new FollowError(200, `What answers at ${url.origin} is not Sightline's stream but ${type ?? "nothing"}.`);
    }
    const reader = answer.body.getReader();
    const parser = createSseParser();
    for (;;) {
      const { done, value } = await unlessSilent(reader.read());
      if (done) throw new StreamCut("The stream ended.");
      yield* parseMessages(() => parser.push(value));
    }
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}

function parseMessages(parse: () => SseMessage[]): SseMessage[] {
  try {
    return parse();
  } catch (error) {
    throw new StreamCut(`The stream can't be read: ${reasonOf(error)}.`);
  }
}

function refusalOf({ status, headers }: Response, body: string): FollowError | StreamCut {
  if (status === 408 || status === 429 || status >= 500) {
    const waitMs = parseRetryAfter(headers.get("retry-after") ?? undefined) ?? 0;
    return new StreamCut(`Sightline answered ${status}.`, { waitMs });
  }
  return new FollowError(status, `Sightline answered ${status}${detailOf(body)}`);
}

/** What a problem answer says, and which of the parameters it is about; a proxy's page says nothing. */
function detailOf(body: string): string {
  try {
    const { detail, errors = [] } = JSON.parse(body) as {
      detail?: string;
      errors?: { path: string; message: string }[];
    };
    const said = [detail, ...errors.map(({ path, message }) => `${path}: ${message}`)].filter(Boolean);
    return said.length > 0 ? `: ${said.join(" ")}` : ".";
  } catch {
    return ".";
  }
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
