import { z } from "zod";
import { labelsMax, sessionAgentsMax } from "./limits";
import { sessionOutcomes } from "./states";

const text = z.string().nullable();
const count = z.int().nonnegative();
const sum = z.number().nullable().meta({ description: "Null where no event told any" });

/** A session as `GET /api/v1/sessions` lists it. Instants are RFC 3339 UTC, durations milliseconds. */
export const session = z.object({
  session_id: z.string(),
  agents: z.array(z.string()).meta({ description: `The first ${sessionAgentsMax} that were heard of in it` }),
  agents_total: count,
  sources: z.array(z.string()).meta({ description: `At most ${labelsMax}, in the order of their characters` }),
  projects: z.array(z.string()).meta({ description: `At most ${labelsMax}, in the order of their characters` }),
  started_at: z.string().meta({ description: "Of the event that started it, else its first instant" }),
  last_seen: z.string(),
  ended_at: text.meta({ description: "Null while it is open; a later start opens it again" }),
  duration_ms: z.number().meta({ description: "From its start to its end, or to what was heard last" }),
  outcome: z
    .enum(sessionOutcomes)
    .nullable()
    .meta({ description: "`failed` where its last task had failed or a failure ended it. Null while it is open" }),
  counts: z.object({ events: count, errors: count, denials: count }),
  tasks: z.object({ started: count, completed: count, failed: count }),
  usage: z
    .object({ input_tokens: sum, output_tokens: sum, cache_read_tokens: sum, cost_usd: sum })
    .nullable()
    .meta({ description: "What its events add up to; null where none told any" }),
  cursor: z.int().meta({ description: "Its newest event" }),
});
export type Session = z.infer<typeof session>;

/** A tool, and how often a session used it. */
export const sessionTool = z.object({ tool_name: z.string(), uses: count });
export type SessionTool = z.infer<typeof sessionTool>;

/** Answer of `GET /api/v1/sessions/{session_id}`. */
export const sessionDetail = session.extend({ tools: z.array(sessionTool).meta({ description: "Most used first" }) });
export type SessionDetail = z.infer<typeof sessionDetail>;

/** Answer of `GET /api/v1/sessions`. */
export const sessionList = z.object({ sessions: z.array(session), has_more: z.boolean(), next: text });
export type SessionList = z.infer<typeof sessionList>;
