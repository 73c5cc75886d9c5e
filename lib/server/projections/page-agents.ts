import type { AgentCourse } from "@/lib/timeline/agent-course";
import { Bindings } from "../store/where-from-filter";
import { type ListConditions, type ListPage, type ListQuery, listConditions, listPage } from "./list-query";
import type { ModelsId } from "./models";
import { readAgents } from "./read-agents";

const ofTrace = (any: string) =>
  `t.agent_id IN (SELECT unnest(r.agents) FROM traces r WHERE r.workspace_id = t.workspace_id AND r.trace_id = ANY (${any}))`;

/** A workspace's agents, the one with the newest event first; states as they are at `nowMs`. */
export async function pageAgents(models: ModelsId, query: ListQuery, nowMs: number): Promise<ListPage<AgentCourse>> {
  const bindings = new Bindings();
  const fields: ListConditions = {
    agent_id: (any) => `t.agent_id = ANY (${any})`,
    agent_role: (any) => `t.agent_role = ANY (${any})`,
    session_id: (any) =>
      `t.agent_id IN (SELECT s.agent_id FROM session_agents s WHERE s.workspace_id = t.workspace_id AND s.session_id = ANY (${any}))`,
    task_id: (any) =>
      `t.agent_id IN (SELECT k.agent_id FROM tasks k WHERE k.workspace_id = t.workspace_id AND k.task_id = ANY (${any}))`,
    trace_id: ofTrace,
    correlation_id: ofTrace,
    project: (any) => `t.project = ANY (${any})`,
    source: (any) => `t.source = ANY (${any})`,
    state: (any) =>
      `CASE WHEN t.silent_from <= to_timestamp(${bindings.bind(nowMs / 1_000)}) THEN t.silent_state ELSE t.state END = ANY (${any})`,
  };
  const conditions = [listConditions(models, query, { place: "cursor", fields, bindings }), "NOT t.deleted"];
  const { archived } = query.filter;
  if (archived !== undefined) conditions.push(archived ? "t.archived" : "NOT t.archived");
  const [, ...values] = bindings.values;
  const agents = await readAgents(models, {
    where: `${conditions.join(" AND ")} ORDER BY t.cursor DESC LIMIT ${bindings.bind(query.limit + 1)}`,
    values: [...values, query.limit + 1],
  });
  return listPage(agents, query.limit, { item: (course) => course, place: ({ facts }) => facts.cursor });
}
