import type { AgentSeries } from "@/lib/contract/agent-series";

export type AgentHour = AgentSeries["agents"][number];

export function sumOf(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
