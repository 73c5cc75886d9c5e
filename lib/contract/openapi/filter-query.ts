import { z } from "zod";
import { categories } from "../categories";
import { eventStatuses, severities } from "../event-form";
import { pageLimitDefault, pageLimitMax } from "../limits";

const list = (description: string) => z.array(z.string()).optional().meta({ description });
const bound = (which: string) =>
  z
    .string()
    .optional()
    .meta({
      description: `${which}, by timestamp: RFC 3339, or an age such as 15m, 24h, 7d, 2w`,
      examples: ["24h"],
    });

/** The one filter language (contract §6) as parameters. Lists are comma-separated or repeated; `\,` is a comma. */
export const filterQuery = z.object({
  kinds: list("Event types or patterns: * is any run of characters, a leading ! excludes").meta({
    examples: [["task.*", "!task.progress"]],
  }),
  event_type: list("Another name of kinds"),
  categories: z.array(z.enum(categories)).optional(),
  rooms: z.array(z.enum(categories)).optional().meta({ description: "Another name of categories" }),
  agent_id: list("Any of these agents"),
  agent_role: list("Any of these roles"),
  session_id: list("Any of these sessions"),
  task_id: list("Any of these tasks"),
  trace_id: list("Any of these traces"),
  correlation_id: list("Any of these correlations"),
  project: list("Any of these projects"),
  operation: list("Any of these operations"),
  source: list("Any of these sources"),
  status: z.array(z.enum(eventStatuses)).optional(),
  severity: z.array(z.enum(severities)).optional(),
  min_severity: z.enum(severities).optional().meta({ description: "That or worse" }),
  since: bound("From this instant on"),
  until: bound("Before this instant"),
  q: z
    .string()
    .max(500)
    .optional()
    .meta({
      description:
        'Words that must all occur in operation, agent name, type and the text values in metadata, whole and in any case; "a phrase" within one value; -without',
      examples: ['berth "no crane" -night'],
    }),
});

/** Which workspace a person means. With a key it may be given, and must be the key's. */
export const workspaceQuery = {
  workspace: z.string().optional().meta({ description: "The workspace's slug; required with the login cookie" }),
};

export const limitQuery = {
  limit: z.int().min(1).max(pageLimitMax).default(pageLimitDefault).meta({ description: "How many at most" }),
};

/** Keyset paging over cursors. */
export const pagingQuery = {
  ...limitQuery,
  after: z.int().nonnegative().optional().meta({ description: "Cursors above this one" }),
  before: z.int().nonnegative().optional().meta({ description: "Cursors below this one" }),
  ...workspaceQuery,
};
