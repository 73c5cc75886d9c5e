"use client";

import { AgentsView } from "@/components/agents/agents-view";
import { BehindNote } from "@/components/shell/behind-note";
import { TopBar } from "@/components/shell/top-bar";
import { useActivityStream } from "@/lib/browser/use-activity-stream";
import { ActivityChip } from "./activity-chip";

export function AgentsScreen({ workspace }: { workspace: string }) {
  const activity = useActivityStream(workspace);
  return (
    <>
      <TopBar title="Agents" trailing={<ActivityChip connection={activity.connection} />} />
      <BehindNote workspace={workspace} models={["agents", "rollups"]} />
      <main className="scroll">
        <div className="page">
          <AgentsView workspace={workspace} activity={activity} />
        </div>
      </main>
    </>
  );
}
