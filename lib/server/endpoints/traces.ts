import { access } from "@/lib/contract/access";
import type { Reach } from "@/lib/contract/reach";
import type { Trace, TraceList, TracePage } from "@/lib/contract/trace";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { route } from "../http/route";
import { modelsFor } from "../projections/models";
import { readTracePage } from "../projections/read-trace-page";
import { findTrace, pageTraces } from "../projections/read-traces";
import { idOf, listEnd, requireListQuery, requirePaging } from "./list-query";

const fields = ["agent_id", "session_id", "task_id", "trace_id", "correlation_id", "project", "source"] as const;

/** A page of the traces within reach. Throws the problem that names each parameter at fault. */
export async function listTraces(reach: Reach, params: URLSearchParams): Promise<TraceList> {
  const query = requireListQuery(params, { fields });
  const page = await pageTraces(await modelsFor(reach), query);
  return { traces: page.items, ...listEnd("/api/v1/traces", params, { query, page }) };
}

/** Null for an id that no event within reach has as its trace or correlation. */
export const readTrace = async (reach: Reach, traceId: string): Promise<Trace | null> =>
  findTrace(await modelsFor(reach), traceId);

export const tracesEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/traces"],
    run: async ({ caller, query }) => jsonAnswer(await listTraces(caller.reach, query)),
  }),
};

export const traceEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/traces/{trace_id}"],
    async run({ caller, query, exchange }) {
      const paging = requirePaging(query, "after");
      const id = idOf(exchange.params, "trace_id");
      const trace = id === null ? null : await readTrace(caller.reach, id);
      if (!trace) throw new AppError("not_found", { public: "No such trace." });
      const { hasMore, events, tree } = await readTracePage(caller.reach, trace, {
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
