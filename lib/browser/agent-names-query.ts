import { queryOptions } from "@tanstack/react-query";
import type { AgentList } from "../contract/agent";
import { pageLimitMax } from "../contract/limits";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

/** The names of the thousand agents heard of last, by their ids; one without a name isn't in it. */
export function agentNamesQuery(workspace: string) {
  return queryOptions({
    queryKey: ["agent-names", workspace],
    async queryFn({ signal }): Promise<Readonly<Record<string, string>>> {
      const path = inWorkspace(`/api/v1/agents?limit=${pageLimitMax}`, workspace);
      const { agents } = await apiFetch<AgentList>(path, { signal });
      return Object.fromEntries(
        agents.flatMap(({ agent_id, display_name, agent_name }) => {
          const name = display_name ?? agent_name;
          return name === null ? [] : [[agent_id, name]];
        }),
      );
    },
    staleTime: 60_000,
  });
}
