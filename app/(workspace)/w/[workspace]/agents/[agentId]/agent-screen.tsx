"use client";

import { useQuery } from "@tanstack/react-query";
import { AgentFacts } from "@/components/agents/agent-facts";
import { ConnectionChip } from "@/components/shell/connection-chip";
import { TopBar } from "@/components/shell/top-bar";
import { Timeline } from "@/components/timeline/timeline";
import { agentQuery } from "@/lib/browser/agent-query";
import { useActivityStream } from "@/lib/browser/use-activity-stream";
import { useRefresh } from "@/lib/browser/use-refresh";
import { laterTelling } from "@/lib/timeline/merge-agents";

export function AgentScreen({ workspace, agentId }: { workspace: string; agentId: string }) {
  const query = agentQuery(workspace, agentId);
  const { told, connection: activity, refetchInterval } = useActivityStream(workspace, agentId);
  const { data: read } = useQuery({ ...query, refetchInterval });
  const heard = told.get(agentId);
  const agent = read && heard ? laterTelling(read, heard) : (heard ?? read);
  const refresh = useRefresh(query.queryKey);
  const name = agent?.display_name ?? agent?.agent_name ?? agentId;
  return (
    <Timeline
      workspace={workspace}
      agentId={agentId}
      showAgent={false}
      onArrival={activity.kind === "live" ? undefined : refresh}
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
