import { access } from "@/lib/contract/access";
import type { TraceList, TracePage } from "@/lib/contract/trace";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { route } from "../http/route";
import { readTracePage } from "../projections/read-trace-page";
import { findTrace, pageTraces } from "../projections/read-traces";
import { idOf, listEnd, requireListQuery, requirePaging } from "./list-query";

const fields = ["agent_id", "session_id", "task_id", "trace_id", "correlation_id", "project", "source"] as const;

/** A page of the workspace's traces. Throws the problem that names each parameter at fault. */
export async function listTraces(workspaceId: number, params: URLSearchParams): Promise<TraceList> {
  const query = requireListQuery(params, { fields });
  const page = await pageTraces(workspaceId, query);
  return { traces: page.items, ...listEnd("/api/v1/traces", params, { query, page }) };
}

export const tracesEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/traces"],
    run: async ({ caller, query }) => jsonAnswer(await listTraces(caller.workspace.id, query)),
  }),
};

export const traceEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/traces/{trace_id}"],
    async run({ caller, query, exchange }) {
      const paging = requirePaging(query, "after");
      const id = idOf(exchange.params, "trace_id");
      const trace = id === null ? null : await findTrace(caller.workspace.id, id);
      if (!trace) throw new AppError("not_found", { public: "No such trace." });
      const { hasMore, events, tree } = await readTracePage(caller.workspace.id, trace, {
        limit: paging.limit,
        after: paging.place,
      });
      const next = new URLSearchParams(query);
      next.set("limit", String(paging.limit));
      next.set("after", String(events.at(-1)?.cursor ?? 0));
      return jsonAnswer({
        ...trace,
        events,
        tree,
        has_more: hasMore,
        next: hasMore ? `/api/v1/traces/${encodeURIComponent(trace.trace_id)}?${next}` : null,
      } satisfies TracePage);
    },
  }),
};
