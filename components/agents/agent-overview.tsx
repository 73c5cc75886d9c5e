"use client";

import { type ReactNode, useEffect } from "react";
import { Link } from "@/components/ui/link";
import { agentDoingsKey } from "@/lib/browser/agent-runs-query";
import { useRefresh } from "@/lib/browser/use-refresh";
import type { Agent } from "@/lib/contract/agent";
import { AgentBudgetPanel } from "./agent-budget-panel";
import { AgentLanes } from "./agent-lanes";
import { AgentNow } from "./agent-now";
import { AgentNumbers } from "./agent-numbers";
import { AgentOperations } from "./agent-operations";
import { agentPaths } from "./agent-paths";
import { AgentSessions } from "./agent-sessions";
import { AgentTaskTimes } from "./agent-task-times";

/** Everything that is known of one agent. `timeline` are its newest events, live. */
export function AgentOverview({
  agent,
  workspace,
  timeline,
}: {
  agent: Agent;
  workspace: string;
  timeline: ReactNode;
}) {
  const of = { workspace, agentId: agent.agent_id };
  const refresh = useRefresh(agentDoingsKey(of));
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is heard of the agent, its doings may have changed
  useEffect(refresh, [refresh, agent.cursor]);
  return (
    <div className="agent-overview">
      <AgentNow agent={agent} workspace={workspace} />
      <AgentNumbers agent={agent} />
      <AgentLanes {...of} />
      <div className="two">
        <div>
          <section className="panel overflow-hidden" aria-label="Newest events">
            <header>
              <h2>Timeline</h2>
              <span className="n">newest first</span>
              <span className="more">
                <Link className="link" href={agentPaths(workspace, agent.agent_id).events()}>
                  All its events
                </Link>
              </span>
            </header>
            <div className="newest">{timeline}</div>
          </section>
          <AgentTaskTimes agent={agent} workspace={workspace} />
          <AgentSessions {...of} />
        </div>
        <div>
          <AgentOperations {...of} />
          {agent.budget && <AgentBudgetPanel {...of} budget={agent.budget} />}
        </div>
      </div>
    </div>
  );
}
