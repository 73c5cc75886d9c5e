"use client";

import { useRouter } from "next/navigation";
import { AgentHead } from "@/components/agents/agent-head";
import { AgentOverview } from "@/components/agents/agent-overview";
import { agentPaths } from "@/components/agents/agent-paths";
import { useAgent } from "@/components/agents/use-agent";
import { TopBar } from "@/components/shell/top-bar";
import { EventTimeline } from "@/components/timeline/event-timeline";
import { EmptyState } from "@/components/ui/empty-state";
import { nameOfAgent } from "@/lib/timeline/select-agents";
import { ActivityChip } from "../activity-chip";

type AgentScreenProps = { workspace: string; agentId: string; mayEdit: boolean };

export function AgentScreen({ workspace, agentId, mayEdit }: AgentScreenProps) {
  const router = useRouter();
  const { agent, connection, change } = useAgent(workspace, agentId);
  const paths = agentPaths(workspace, agentId);
  return (
    <>
      <TopBar
        title={agent ? nameOfAgent(agent) : agentId}
        crumbs={[{ text: "Agents", href: paths.all }]}
        trailing={<ActivityChip connection={connection} />}
      />
      <main className="scroll">
        <div className="page">
          {agent && (
            <>
              <AgentHead
                page="overview"
                onChange={change.mutate}
                onSave={change.mutateAsync}
                {...{ agent, workspace, mayEdit }}
              />
              <AgentOverview
                agent={agent}
                workspace={workspace}
                timeline={
                  <EventTimeline
                    workspace={workspace}
                    agentId={agentId}
                    showAgent={false}
                    onOpen={(event) => router.push(paths.events({ event: event.event_id }))}
                    empty={<EmptyState title="No event is kept" text="What it reports from now on shows here." />}
                  />
                }
              />
            </>
          )}
        </div>
      </main>
    </>
  );
}
