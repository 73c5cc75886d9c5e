import type { Agent } from "../contract/agent";
import { type StatusCourse, statusAt } from "./agent-state";

/** An agent, with the states that it goes through if nothing more is heard of it. */
export type AgentCourse = { facts: Omit<Agent, "status">; statuses: StatusCourse };

/** The agent as it is told at `nowMs` (epoch milliseconds). */
export function agentAt({ facts, statuses }: AgentCourse, nowMs: number): Agent {
  return { ...facts, status: statusAt(statuses, nowMs) };
}

/** When silence will next change the agent, in epoch milliseconds after `nowMs`; Infinity where it won't. */
export function nextChangeMs({ statuses }: AgentCourse, nowMs: number): number {
  return statuses.find(({ fromMs }) => fromMs > nowMs)?.fromMs ?? Number.POSITIVE_INFINITY;
}
