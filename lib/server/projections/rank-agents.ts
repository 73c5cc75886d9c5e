import type { PoolClient } from "pg";
import { type EventStats, statsValuesMax } from "@/lib/contract/stats";
import { findAgentNumbers, nameAgents } from "./rollup-names";

/** The agents with the most events, of what rollups (by number) and events (by id) say of each. */
export async function rankAgents(
  client: PoolClient,
  workspaceId: number,
  { byNumber, byId }: { byNumber: ReadonlyMap<number, number>; byId: ReadonlyMap<string, number> },
): Promise<{ by_agent: EventStats["by_agent"]; more: number }> {
  const numbers =
    byNumber.size > 0 && byId.size > 0 ? await findAgentNumbers(client, workspaceId, [...byId.keys()]) : new Map();
  const sums = new Map<number | string, number>(byNumber);
  for (const [id, events] of byId) {
    const key: number | string = numbers.get(id) ?? id;
    sums.set(key, (sums.get(key) ?? 0) + events);
  }
  const ranked = [...sums].sort(([, a], [, b]) => b - a).slice(0, statsValuesMax);
  const names = await nameAgents(
    client,
    workspaceId,
    ranked.flatMap(([key]) => (typeof key === "number" ? [key] : [])),
  );
  const by_agent = ranked
    .map(([key, count]) => ({ agent_id: typeof key === "string" ? key : (names.get(key) ?? ""), count }))
    .sort((a, b) => b.count - a.count || (a.agent_id < b.agent_id ? -1 : 1));
  return { by_agent, more: sums.size - by_agent.length };
}
