import { toldCharactersMax } from "@/lib/timeline/told";
import { isOwn, ofAgents } from "./fold-agent-work";
import { begins, inRange, lookUp, newest } from "./fold-sql";

/** The row of the agent, by a look-up in the index. */
const isPlaceOf = (said: string) =>
  `a.ctid = (SELECT p.ctid FROM agents p WHERE p.workspace_id = $1 AND ${lookUp({ "p.agent_id": `${said}.agent_id` })})`;

/** The value of the newest act that gave a label, if it is newer than the agent's deletion, which takes all back. */
const said = (label: string, where: string) =>
  newest(label, `${where} AND kind <> 'agent_deleted' AND cursor > coalesce(deleted_at, 0)`);

const isText = (label: string) => `json_typeof(${label}) IN ('string', 'null')`;

/** The label as it was, unless it was taken back. */
const before = (label: string, none: string) => `CASE WHEN l.deleted_at IS NULL THEN a.${label} ELSE ${none} END`;

/** What people said of agents: `projectLabels` in SQL. After the agents, whose rows are there by then. */
export const foldAgentLabels = {
  when: `NOT (${isOwn})`,
  text: `
  UPDATE agents a SET
    display_name = CASE WHEN l.display_name IS NULL THEN ${before("display_name", "NULL")} ELSE l.display_name #>> '{}' END,
    owner = CASE WHEN l.owner IS NULL THEN ${before("owner", "NULL")} ELSE l.owner #>> '{}' END,
    tags = CASE WHEN l.tags IS NULL THEN ${before("tags", "'{}'")} ELSE ARRAY(
      SELECT t.tag #>> '{}' FROM json_array_elements(l.tags) AS t (tag) WHERE json_typeof(t.tag) = 'string'
    ) END,
    archived = CASE WHEN l.archived IS NULL THEN ${before("archived", "false")} ELSE l.archived #>> '{}' = 'true' END
  FROM (
    SELECT agent_id, max(deleted_at) AS deleted_at, ${said("display_name", isText("display_name"))} AS display_name,
      ${said("owner", isText("owner"))} AS owner, ${said("tags", "json_typeof(tags) = 'array'")} AS tags,
      ${said("archived", "json_typeof(archived) = 'boolean'")} AS archived
    FROM (
      SELECT e.agent_id, e.cursor, e.event_type AS kind, e.metadata -> 'display_name' AS display_name,
        e.metadata -> 'owner' AS owner, e.metadata -> 'tags' AS tags, e.metadata -> 'archived' AS archived,
        max(e.cursor) FILTER (WHERE e.event_type = 'agent_deleted') OVER (PARTITION BY e.agent_id) AS deleted_at
      FROM events e
      WHERE ${ofAgents} AND NOT (${isOwn}) AND e.event_type IN ('agent_created', 'agent_updated', 'agent_deleted')
    ) acts GROUP BY agent_id
  ) l
  WHERE ${isPlaceOf("l")}`,
};

/** What was said last of each part of an agent's budget, and all that was taken: `projectBudget` in SQL. */
export const foldAgentBudgets = {
  when: begins("budget"),
  text: `
  UPDATE agents a SET budget_cursor = b.cursor, budget_remaining = b.remaining, budget_limit = coalesce(b.max, a.budget_limit),
    budget_spent = CASE WHEN b.spent IS NULL THEN a.budget_spent ELSE coalesce(a.budget_spent, 0) + b.spent END,
    budget_unit = coalesce(b.unit, a.budget_unit)
  FROM (
    SELECT agent_id, max(cursor) AS cursor, ${newest("remaining", "true")} AS remaining, ${newest("max")} AS max,
      ${newest("unit")} AS unit, sum(taken) FILTER (WHERE taken > 0) AS spent
    FROM (
      SELECT e.agent_id, e.cursor,
        coalesce(told_number(m.remaining, NULL), told_number(m.budget_remaining, m."budgetRemaining")) AS remaining,
        coalesce(told_number(m."limit", NULL), told_number(m.budget_limit, m."budgetLimit")) AS max,
        coalesce(told_number(m.deducted, NULL), - told_number(m.delta, NULL)) AS taken,
        left(nullif(m.unit, ''), ${toldCharactersMax}) AS unit
      FROM events e CROSS JOIN LATERAL json_to_record(e.metadata) AS m (
        remaining text, budget_remaining text, "budgetRemaining" text, "limit" text, budget_limit text, "budgetLimit" text,
        deducted text, delta text, unit text
      )
      WHERE ${inRange} AND e.agent_id IS NOT NULL AND e.event_type IN ('budget_updated', 'budget.updated')
    ) told GROUP BY agent_id
  ) b
  WHERE ${isPlaceOf("b")}`,
};
