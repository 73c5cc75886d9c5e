import { z } from "zod";
import { agentEvent } from "./event";
import { labelsMax } from "./limits";

const text = z.string().nullable();
const labels = z.array(z.string()).meta({ description: `At most ${labelsMax}, in the order of their characters` });

/** All events of one trace or correlation id, across sources. Instants are RFC 3339 UTC, durations milliseconds. */
export const trace = z.object({
  trace_id: z.string().meta({ description: "The trace id or the correlation id" }),
  sources: labels,
  agents: labels,
  session_ids: labels,
  task_ids: labels,
  projects: labels,
  started_at: z.string(),
  last_seen: z.string(),
  duration_ms: z.number(),
  count: z.int(),
  has_errors: z.boolean(),
  first_cursor: z.int(),
  cursor: z.int().meta({ description: "Its newest event" }),
});
export type Trace = z.infer<typeof trace>;

/** Answer of `GET /api/v1/traces`. */
export const traceList = z.object({ traces: z.array(trace), has_more: z.boolean(), next: text });
export type TraceList = z.infer<typeof traceList>;

/** How many of a trace's first events parents are looked for among, besides those of the page. */
export const traceParentsMax = 1_000;

/** Answer of `GET /api/v1/traces/{trace_id}`: the trace, a page of its events in cursor order, and how they nest. */
export const tracePage = trace.extend({
  events: z.array(agentEvent),
  tree: z.array(z.object({ cursor: z.int(), parent: z.int().nullable() })).meta({
    description:
      "For each event of the page the event that it happened inside of, by `parent_span_id`, `parent_task_id` or " +
      `\`parent_agent_id\`; null where none is known. Parents are looked for among the page and the trace's first ${traceParentsMax} events.`,
  }),
  has_more: z.boolean(),
  next: text,
});
export type TracePage = z.infer<typeof tracePage>;
