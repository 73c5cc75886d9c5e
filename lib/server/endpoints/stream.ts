import { access } from "@/lib/contract/access";
import { parseFilter } from "@/lib/timeline/filter";
import type { MethodTable } from "../http/methods";
import { fieldProblem, route } from "../http/route";
import { eventStream } from "../live/event-stream";
import { selectionOf } from "../live/selection";
import { type AskedPosition, startPosition } from "../live/start-position";
import type { StreamTerms } from "../live/stream-upkeep";
import { joinTail } from "../live/tail";
import { readLog } from "../store/read-log";
import { holdStream, parseClientId } from "./hold-stream";

/** `GET /api/v1/events/stream`: mounted by the front door's fast lane and by a Next route alike. */
export const streamEndpoint = streamEndpointOf({});

/** The same with a life of its own for every stream. */
export function streamEndpointOf(terms: Partial<Pick<StreamTerms, "lifeMs">>): MethodTable {
  return {
    GET: route({
      caller: access["GET /api/v1/events/stream"],
      async run({ caller, query, exchange }) {
        const parsed = parseFilter(query, {
          besides: ["cursor", "client_id", "window", "workspace"],
          without: ["since", "until"],
        });
        if (!parsed.ok) throw fieldProblem("malformed", parsed.errors);
        const asked = askedPosition(query, exchange.headers["last-event-id"]);
        const windowMs = parseWindow(query);
        const clientId = parseClientId(query);
        const selection = selectionOf(parsed.filter, windowMs, caller.reach);
        const { filter } = selection;
        const resumed = asked.kind === "after";
        return holdStream({ caller, exchange, kind: "events", clientId, filter, resumed }, async (held) => {
          const workspaceId = caller.workspace.id;
          const { tail, leave } = await joinTail(workspaceId, held.nudge.give);
          held.onEnd(leave);
          // Read after the tail was joined and after the request arrived: what was acknowledged before is below this head.
          const log = await readLog(workspaceId);
          if (!log) return null;
          const start = startPosition(asked, log);
          held.status.cursor = start.cursor;
          return eventStream({
            ...held,
            ...terms,
            workspaceId,
            selection,
            start,
            log,
            tail,
          });
        });
      },
    }),
  };
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
