"use client";

import { AgentHead } from "@/components/agents/agent-head";
import { agentPaths } from "@/components/agents/agent-paths";
import { useAgent } from "@/components/agents/use-agent";
import { ConnectionChip } from "@/components/shell/connection-chip";
import { TopBar } from "@/components/shell/top-bar";
import { Timeline } from "@/components/timeline/timeline";
import { nameOfAgent } from "@/lib/timeline/select-agents";

type AgentEventsScreenProps = { workspace: string; agentId: string; mayEdit: boolean };

/** The agent's whole timeline, with all that a timeline can do. */
export function AgentEventsScreen({ workspace, agentId, mayEdit }: AgentEventsScreenProps) {
  const { agent, change } = useAgent(workspace, agentId);
  const paths = agentPaths(workspace, agentId);
  const name = agent ? nameOfAgent(agent) : agentId;
  return (
    <Timeline
      workspace={workspace}
      agentId={agentId}
      showAgent={false}
      head={({ connection }) => (
        <>
          <TopBar
            title="Events"
            crumbs={[
              { text: "Agents", href: paths.all },
              { text: name, href: paths.own },
            ]}
            trailing={<ConnectionChip {...connection} />}
          />
          {agent && (
            <div className="agent-top">
              <AgentHead
                page="events"
                onChange={change.mutate}
                onSave={change.mutateAsync}
                {...{ agent, workspace, mayEdit }}
              />
            </div>
          )}
        </>
      )}
    />
  );
}
