import { textCharactersMax } from "@/lib/contract/event-form";
import type { Caller } from "../auth/identify";
import { AppError } from "../errors";
import type { Answer, Exchange } from "../http/exchange";
import { fieldProblem } from "../http/route";
import { Nudge } from "../live/nudge";
import { countStreamsOf, type OpenStream, registerStream } from "../live/open-streams";
import type { StreamTerms } from "../live/stream-upkeep";

const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** Vercel ends a function after 300 s. */
const vercelLifeMs = 280_000;

const streamsMax = { key: 5_000, person: 50 } as const;

type Asked = { caller: Caller; exchange: Exchange } & Pick<OpenStream, "kind" | "clientId" | "filter" | "resumed">;

/** What a stream is given to live with. */
type Held = StreamTerms & {
  status: OpenStream;
  nudge: Nudge;
  signal: AbortSignal;
  /** Run when the stream has ended, however it ends. */
  onEnd: (run: () => void) => void;
};

/**
 * Answers with a stream: takes its place in the books and gives it back however the stream ends, even one that is never
 * read. `open` answers the chunks, or null where the workspace is gone.
 */
export async function holdStream(
  { caller, exchange, ...asked }: Asked,
  open: (held: Held) => Promise<AsyncIterable<Uint8Array> | null>,
): Promise<Answer> {
  if (countStreamsOf(caller.id) >= streamsMax[caller.kind]) {
    throw new AppError("too_many_requests", {
      public: `At most ${streamsMax[caller.kind]} streams may be open for one ${caller.kind} on an instance.`,
      headers: { "retry-after": "5" },
    });
  }
  if (exchange.method === "HEAD") return { status: 200, headers: streamHeaders, body: null };
  const ended = new AbortController();
  const status: OpenStream = {
    ...asked,
    owner: caller.id,
    workspaceId: caller.workspace.id,
    since: new Date().toISOString(),
    cursor: 0,
    frames: 0,
    bytes: 0,
    stop: (reason) => ended.abort(reason),
  };
  // Taken before anything is awaited.
  const releases = [registerStream(status)];
  const release = () => {
    for (const each of releases.splice(0)) each();
  };
  const gone = () => {
    ended.abort();
    release();
  };
  exchange.signal.addEventListener("abort", gone, { once: true });
  try {
    const chunks = await open({
      status,
      nudge: new Nudge(),
      signal: ended.signal,
      lifeMs: process.env.VERCEL ? vercelLifeMs : null,
      // While the database is away nobody can be judged: the stream's own patience decides then.
      isAllowed: () => caller.stillAllowed().catch(() => true),
      onEnd: (run) => releases.push(run),
    });
    if (exchange.signal.aborted) gone();
    if (chunks) return { status: 200, headers: streamHeaders, body: closing(chunks, release) };
    release();
    return { status: 204, headers: {}, body: null };
  } catch (error) {
    release();
    throw error;
  }
}

/** The name that a reader gives its stream. */
export function parseClientId(query: URLSearchParams): string | null {
  const given = query.getAll("client_id");
  if (given.length === 0) return null;
  const [id = ""] = given;
  if (given.length === 1 && id !== "" && [...id].length <= textCharactersMax) return id;
  throw fieldProblem("malformed", [
    { path: "client_id", message: `Must be text of 1 to ${textCharactersMax} characters, given once.` },
  ]);
}

/** Runs `close` however the reading of the chunks ends. A generator around them would cost each chunk more than its making. */
function closing<T>(chunks: AsyncIterable<T>, close: () => void): AsyncIterable<T> {
  const iterator = chunks[Symbol.asyncIterator]();
  const done: IteratorResult<T> = { done: true, value: undefined };
  const reading: AsyncIterator<T> = {
    next: () =>
      iterator.next().then(
        (result) => {
          if (result.done) close();
          return result;
        },
        (error: unknown) => {
          close();
          throw error;
        },
      ),
    async return() {
      close();
      return (await iterator.return?.()) ?? done;
    },
  };
  return { [Symbol.asyncIterator]: () => reading };
}
