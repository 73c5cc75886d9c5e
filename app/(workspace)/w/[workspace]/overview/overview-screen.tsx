"use client";

import { Overview } from "@/components/overview/overview";
import { BehindNote } from "@/components/shell/behind-note";
import { ConnectionChip } from "@/components/shell/connection-chip";
import { TopBar } from "@/components/shell/top-bar";
import { connectionWords } from "@/components/timeline/connection-words";
import { RecentFailures } from "@/components/timeline/recent-failures";
import type { StreamState } from "@/lib/browser/stream-state";
import { useActivityStream } from "@/lib/browser/use-activity-stream";
import { useNow } from "@/lib/browser/use-now";

export function OverviewScreen({ workspace }: { workspace: string }) {
  const activity = useActivityStream(workspace);
  return (
    <>
      <TopBar title="Overview" trailing={<Freshness connection={activity.connection} />} />
      <BehindNote workspace={workspace} models={["agents", "rollups", "budgets"]} />
      <main className="scroll">
        <div className="page">
          <Overview workspace={workspace} activity={activity} failures={<RecentFailures workspace={workspace} />} />
        </div>
      </main>
    </>
  );
}

function Freshness({ connection }: { connection: StreamState }) {
  const nowMs = useNow(1_000);
  return <ConnectionChip {...connectionWords(connection, { paused: false, nowMs })} />;
}
