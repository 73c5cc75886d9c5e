"use client";

import { AgentTable } from "@/components/agents/agent-table";
import { TopBar } from "@/components/shell/top-bar";

export function AgentsScreen({ workspace }: { workspace: string }) {
  return (
    <>
      <TopBar title="Agents" />
      <main className="scroll">
        <div className="page">
          <AgentTable workspace={workspace} />
        </div>
      </main>
    </>
  );
}
