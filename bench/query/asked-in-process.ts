import { actionsEndpoint } from "@/lib/server/endpoints/actions";
import { agentEndpoint, agentsEndpoint } from "@/lib/server/endpoints/agents";
import { eventsEndpoint } from "@/lib/server/endpoints/events";
import { sessionEndpoint, sessionsEndpoint } from "@/lib/server/endpoints/sessions";
import { eventStatsEndpoint } from "@/lib/server/endpoints/stats";
import { taskEndpoint, tasksEndpoint } from "@/lib/server/endpoints/tasks";
import { traceEndpoint, tracesEndpoint } from "@/lib/server/endpoints/traces";
import type { MethodTable } from "@/lib/server/http/methods";
import { call } from "@/lib/server/testing/test-workspace";

const endpoints: Readonly<Record<string, MethodTable>> = {
  actions: actionsEndpoint,
  agents: agentsEndpoint,
  events: eventsEndpoint,
  "events/stats": eventStatsEndpoint,
  sessions: sessionsEndpoint,
  tasks: tasksEndpoint,
  traces: tracesEndpoint,
};
/** Of one thing, by the list that it is in, and what its id is called in the path. */
const ofOne: Readonly<Record<string, readonly [MethodTable, string]>> = {
  agents: [agentEndpoint, "agent_id"],
  sessions: [sessionEndpoint, "session_id"],
  tasks: [taskEndpoint, "task_id"],
  traces: [traceEndpoint, "trace_id"],
};

/** Asks an address of the API in this process, past HTTP. */
export async function askInProcess(address: string, key: string): Promise<void> {
  const path = new URL(address, "http://localhost").pathname.slice("/api/v1/".length);
  const [list = "", ...rest] = path.split("/");
  const [one, name] = ofOne[list] ?? [];
  const table = endpoints[path] ?? one;
  if (!table) throw new Error(`${address} is no question of the bench`);
  const params = name && rest.length > 0 ? { [name]: decodeURIComponent(rest.join("/")) } : {};
  const { status } = await call(table, { key, target: address, params });
  if (status !== 200 && status !== 404) throw new Error(`${address}: ${status}`);
}
