import { z } from "zod";
import { agentStates } from "./states";

const text = z.string().nullable();
const count = z.int();
const amount = z.number().nullable();

/** An agent as `GET /api/v1/agents/{agent_id}` tells it. Instants are RFC 3339 UTC; durations milliseconds. */
export const agent = z.object({
  agent_id: z.string(),
  agent_name: text,
  agent_role: text,
  source: text,
  project: text.meta({
    description: "Of its newest event that names one, as are name, role, source, session and task.",
  }),
  display_name: text.meta({ description: "What people call it." }),
  owner: text.meta({ description: "Who answers for it." }),
  tags: z.array(z.string()),
  archived: z.boolean(),
  deleted: z
    .literal(true)
    .optional()
    .meta({ description: "In the stream only: a person has deleted it, so it is in no list." }),
  status: z.object({
    state: z.enum(agentStates),
    reason: z.string().meta({ description: "In words, such as: permission asked" }),
    since: z.string().meta({ description: "Since when it stands so." }),
    cursor: count.meta({ description: "The event that proves it." }),
  }),
  first_seen: z.string(),
  last_seen: z.string(),
  session_id: text,
  task_id: text,
  counts: z.object({
    events: count,
    errors: count,
    denials: count,
    by_type: z.record(z.string(), count).meta({ description: "Of the 200 types that it reported most." }),
  }),
  budget: z.object({ remaining: amount, limit: amount, spent: amount, unit: text }).nullable(),
  tasks: z.object({
    started: count,
    completed: count,
    failed: count,
    p50_ms: amount.meta({ description: "How long its newest thousand tasks took: half of them at most this." }),
    p95_ms: amount,
  }),
  cursor: count.meta({ description: "Of its newest event, those about it by people included." }),
});
export type Agent = z.infer<typeof agent>;

/** Answer of `GET /api/v1/agents`, newest event first. */
export const agentList = z.object({ agents: z.array(agent), has_more: z.boolean(), next: text });
export type AgentList = z.infer<typeof agentList>;
