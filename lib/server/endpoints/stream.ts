import { textCharactersMax } from "@/lib/contract/event";
import { formatFilter, parseFilter } from "@/lib/timeline/filter";
import { AppError } from "../errors";
import type { MethodTable } from "../http/methods";
import { fieldProblem, route } from "../http/route";
import { eventStream } from "../live/event-stream";
import { countStreamsOf, type OpenStream, registerStream } from "../live/open-streams";
import { type AskedPosition, startPosition } from "../live/start-position";
import { joinTail } from "../live/tail";
import { readLog } from "../store/read-log";

const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

const streamsMax = { key: 5_000, person: 50 } as const;

/** `GET /api/v1/events/stream`: mounted by the front door's fast lane and by a Next route alike. */
export const streamEndpoint: MethodTable = {
  GET: route({
    caller: { scope: "read", role: "viewer" },
    async run({ caller, query, exchange }) {
      const parsed = parseFilter(query, {
        besides: ["cursor", "client_id", "window", "workspace"],
        without: ["since", "until"],
      });
      if (!parsed.ok) throw fieldProblem("malformed", parsed.errors);
      const asked = askedPosition(query, exchange.headers["last-event-id"]);
      const windowMs = parseWindow(query);
      const clientId = parseClientId(query);
      const { workspace } = caller;
      if (countStreamsOf(caller.id) >= streamsMax[caller.kind]) {
        throw new AppError("too_many_requests", {
          public: `At most ${streamsMax[caller.kind]} streams may be open for one ${caller.kind} on an instance.`,
          headers: { "retry-after": "5" },
        });
      }
      if (exchange.method === "HEAD") return { status: 200, headers: streamHeaders, body: null };
      const ended = new AbortController();
      const status: OpenStream = {
        owner: caller.id,
        workspaceId: workspace.id,
        clientId,
        filter: String(formatFilter(parsed.filter)),
        since: new Date().toISOString(),
        cursor: 0,
        stop: (reason) => ended.abort(reason),
      };
      // The place is taken before anything is awaited, and given back however the stream ends, even one never read.
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
        const { tail, leave } = await joinTail(workspace.id);
        releases.push(leave);
        // Read after the tail was joined and after the request arrived: what was acknowledged before is below this head.
        const log = await readLog(workspace.id);
        if (exchange.signal.aborted) gone();
        if (!log) {
          release();
          return { status: 204, headers: {}, body: null };
        }
        const start = startPosition(asked, log);
        status.cursor = start.cursor;
        const frames = eventStream({
          workspaceId: workspace.id,
          filter: parsed.filter,
          start,
          ...log,
          tail,
          windowMs,
          // While the database is away nobody can be judged: the stream's own patience decides then.
          isAllowed: () => caller.stillAllowed().catch(() => true),
          signal: ended.signal,
          status,
        });
        return { status: 200, headers: streamHeaders, body: closing(frames, release) };
      } catch (error) {
        release();
        throw error;
      }
    },
  }),
};

/** Runs `close` however the reading of the chunks ends. */
async function* closing(chunks: AsyncIterable<string>, close: () => void): AsyncGenerator<string> {
  try {
    yield* chunks;
  } finally {
    close();
  }
}

function askedPosition(query: URLSearchParams, lastEventId: string | undefined): AskedPosition {
  const given = query.getAll("cursor");
  const [text = "latest"] = given;
  const known = text === "latest" || text === "earliest" || /^\d{1,15}$/.test(text);
  if (given.length > 1 || !known) {
    throw fieldProblem("malformed", [{ path: "cursor", message: "Must be latest, earliest or a cursor, given once." }]);
  }
  if (lastEventId !== undefined && lastEventId !== "") return { kind: "after", text: lastEventId };
  return text === "latest" || text === "earliest" ? { kind: text } : { kind: "after", text };
}

function parseWindow(query: URLSearchParams): number | null {
  const given = query.getAll("window");
  if (given.length === 0) return null;
  const [, amount, unit] = /^(\d{1,5})(ms|s)$/.exec(given[0] ?? "") ?? [];
  const ms = Number(amount) * (unit === "s" ? 1_000 : 1);
  if (given.length === 1 && ms >= 100 && ms <= 10_000) return ms;
  throw fieldProblem("malformed", [{ path: "window", message: "Must be from 100ms to 10s, given once." }]);
}

function parseClientId(query: URLSearchParams): string | null {
  const given = query.getAll("client_id");
  if (given.length === 0) return null;
  const [id = ""] = given;
  if (given.length === 1 && id !== "" && [...id].length <= textCharactersMax) return id;
  throw fieldProblem("malformed", [
    { path: "client_id", message: `Must be text of 1 to ${textCharactersMax} characters, given once.` },
  ]);
}
