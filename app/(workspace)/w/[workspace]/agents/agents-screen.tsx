"use client";

import { AgentsView } from "@/components/agents/agents-view";
import { ConnectionChip } from "@/components/shell/connection-chip";
import { TopBar } from "@/components/shell/top-bar";
import { connectionWords } from "@/components/timeline/connection-words";
import type { StreamState } from "@/lib/browser/stream-state";
import { useActivityStream } from "@/lib/browser/use-activity-stream";
import { useNow } from "@/lib/browser/use-now";

export function AgentsScreen({ workspace }: { workspace: string }) {
  const activity = useActivityStream(workspace);
  return (
    <>
      <TopBar title="Agents" trailing={<Freshness connection={activity.connection} />} />
      <main className="scroll">
        <div className="page">
          <AgentsView workspace={workspace} activity={activity} />
        </div>
      </main>
    </>
  );
}

/** Looks at the clock by itself: the table need not be drawn anew every second. */
function Freshness({ connection }: { connection: StreamState }) {
  const nowMs = useNow(1_000);
  return <ConnectionChip {...connectionWords(connection, { paused: false, nowMs })} />;
}
