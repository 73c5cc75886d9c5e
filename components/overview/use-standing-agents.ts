import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { standingAgentsQuery } from "@/lib/browser/overview-queries";
import type { ActivityHeard } from "@/lib/browser/use-activity-stream";
import type { Agent } from "@/lib/contract/agent";
import { laterTelling } from "@/lib/timeline/merge-agents";
import { busyStates, troubledStates } from "./standing-states";

/** The agents as they stand: what was read, and what the stream has told since, which begins with all of them. */
export function useStandingAgents(workspace: string, { told, refetchInterval }: ActivityHeard) {
  const troubled = useQuery({ ...standingAgentsQuery(workspace, troubledStates), refetchInterval });
  const busy = useQuery({ ...standingAgentsQuery(workspace, busyStates), refetchInterval });
  const agents = useMemo(() => {
    const known = new Map<string, Agent>(told);
    for (const agent of [...(troubled.data?.agents ?? []), ...(busy.data?.agents ?? [])]) {
      const heard = known.get(agent.agent_id);
      known.set(agent.agent_id, heard ? laterTelling(agent, heard) : agent);
    }
    return [...known.values()].filter(({ archived, deleted }) => !archived && !deleted);
  }, [told, troubled.data, busy.data]);
  const retry = () => {
    void troubled.refetch();
    void busy.refetch();
  };
  return { agents, isPending: troubled.isPending || busy.isPending, error: troubled.error ?? busy.error, retry };
}
