"use client";

import { AgentsView } from "@/components/agents/agents-view";
import { TopBar } from "@/components/shell/top-bar";
import { useActivityStream } from "@/lib/browser/use-activity-stream";
import { ActivityChip } from "./activity-chip";

export function AgentsScreen({ workspace }: { workspace: string }) {
  const activity = useActivityStream(workspace);
  return (
    <>
      <TopBar title="Agents" trailing={<ActivityChip connection={activity.connection} />} />
      <main className="scroll">
        <div className="page">
          <AgentsView workspace={workspace} activity={activity} />
        </div>
      </main>
    </>
  );
}
