import type { SessionDetail, SessionList } from "@/lib/contract/session";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { refuseUnknownParameters, route } from "../http/route";
import { readSessionTools } from "../projections/read-actions";
import { findSession, pageSessions } from "../projections/read-sessions";
import { idOf, listEnd, requireListQuery } from "./list-query";

const reader = { scope: "read", role: "viewer" } as const;
const fields = ["agent_id", "session_id", "task_id", "trace_id", "correlation_id", "project", "source"] as const;

export const sessionsEndpoint: MethodTable = {
  GET: route({
    caller: reader,
    async run({ caller, query: params }) {
      const query = requireListQuery(params, { fields });
      const page = await pageSessions(caller.workspace.id, query);
      const end = listEnd("/api/v1/sessions", params, { query, page });
      return jsonAnswer({ sessions: page.items, ...end } satisfies SessionList);
    },
  }),
};

export const sessionEndpoint: MethodTable = {
  GET: route({
    caller: reader,
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const id = idOf(exchange.params, "session_id");
      const session = id === null ? null : await findSession(caller.workspace.id, id);
      if (!session) throw new AppError("not_found", { public: "No such session." });
      const tools = await readSessionTools(caller.workspace.id, session.session_id);
      return jsonAnswer({ ...session, tools } satisfies SessionDetail);
    },
  }),
};
