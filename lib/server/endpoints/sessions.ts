import { access } from "@/lib/contract/access";
import type { Reach } from "@/lib/contract/reach";
import type { SessionDetail, SessionList } from "@/lib/contract/session";
import { sessionStates } from "@/lib/contract/states";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { refuseUnknownParameters, route } from "../http/route";
import { modelsFor } from "../projections/models";
import { readSessionTools } from "../projections/read-actions";
import { findSession, pageSessions } from "../projections/read-sessions";
import { idOf, listEnd, requireListQuery } from "./list-query";

const fields = ["agent_id", "session_id", "task_id", "trace_id", "correlation_id", "project", "source"] as const;

/** A page of the sessions within reach. Throws the problem that names each parameter at fault. */
export async function listSessions(reach: Reach, params: URLSearchParams): Promise<SessionList> {
  const query = requireListQuery(params, { fields, states: sessionStates });
  const page = await pageSessions(await modelsFor(reach), query);
  return { sessions: page.items, ...listEnd("/api/v1/sessions", params, { query, page }) };
}

/** A session with its tools; null for one that no event within reach names. */
export async function readSession(reach: Reach, sessionId: string): Promise<SessionDetail | null> {
  const models = await modelsFor(reach);
  const session = await findSession(models, sessionId);
  return session && { ...session, tools: await readSessionTools(models, session.session_id) };
}

export const sessionsEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/sessions"],
    run: async ({ caller, query }) => jsonAnswer(await listSessions(caller.reach, query)),
  }),
};

export const sessionEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/sessions/{session_id}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const id = idOf(exchange.params, "session_id");
      const session = id === null ? null : await readSession(caller.reach, id);
      if (!session) throw new AppError("not_found", { public: "No such session." });
      return jsonAnswer(session);
    },
  }),
};
