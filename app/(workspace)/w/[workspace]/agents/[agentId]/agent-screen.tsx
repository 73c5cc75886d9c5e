"use client";

import { useQuery } from "@tanstack/react-query";
import { AgentFacts } from "@/components/agents/agent-facts";
import { ConnectionChip } from "@/components/shell/connection-chip";
import { TopBar } from "@/components/shell/top-bar";
import { Timeline } from "@/components/timeline/timeline";
import { agentQuery } from "@/lib/browser/agent-query";
import { useRefresh } from "@/lib/browser/use-refresh";
import type { TimelineFilter } from "@/lib/timeline/filter";

export function AgentScreen({
  workspace,
  agentId,
  fixed,
}: {
  workspace: string;
  agentId: string;
  fixed: TimelineFilter;
}) {
  const query = agentQuery(workspace, agentId);
  const { data: agent } = useQuery(query);
  const refresh = useRefresh(query.queryKey);
  const name = agent?.display_name ?? agent?.agent_name ?? agentId;
  return (
    <Timeline
      workspace={workspace}
      fixed={fixed}
      showAgent={false}
      onArrival={refresh}
      head={({ connection, findEvent }) => (
        <>
          <TopBar
            title={name}
            crumbs={[{ text: "Agents", href: `/w/${workspace}/agents` }]}
            trailing={<ConnectionChip {...connection} />}
          />
          {agent && <AgentFacts agent={agent} workspace={workspace} proof={findEvent(agent.status.cursor)} />}
        </>
      )}
    />
  );
}
