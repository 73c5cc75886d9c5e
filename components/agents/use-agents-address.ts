import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { type AgentSeriesSpan, agentSeriesSpans } from "@/lib/contract/series-spans";
import { type AgentState, agentStates } from "@/lib/contract/states";
import { agentSorts } from "@/lib/timeline/select-agents";

export const agentLayouts = ["table", "cards"] as const;
export type AgentLayout = (typeof agentLayouts)[number];
const spans = Object.keys(agentSeriesSpans) as AgentSeriesSpan[];

/** What the page of agents shows, and how: all of it stands in the address. */
export function useAgentsAddress() {
  return useQueryStates(
    {
      layout: parseAsStringLiteral(agentLayouts).withDefault("table"),
      sort: parseAsStringLiteral(agentSorts).withDefault("attention"),
      span: parseAsStringLiteral(spans).withDefault("1h"),
      state: parseAsArrayOf(parseAsStringLiteral<AgentState>(agentStates)).withDefault([]),
      role: parseAsArrayOf(parseAsString).withDefault([]),
      source: parseAsArrayOf(parseAsString).withDefault([]),
      text: parseAsString.withDefault(""),
      archived: parseAsBoolean.withDefault(false),
    },
    { history: "replace" },
  );
}

export type AgentsAddress = ReturnType<typeof useAgentsAddress>[0];
export type ChangeAgentsAddress = (change: Partial<AgentsAddress>) => void;
