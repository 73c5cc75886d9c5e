"use client";

import { ConnectionChip } from "@/components/shell/connection-chip";
import { TopBar } from "@/components/shell/top-bar";
import { Timeline } from "@/components/timeline/timeline";

export function EventsScreen({ workspace }: { workspace: string }) {
  return (
    <Timeline
      workspace={workspace}
      head={({ connection }) => <TopBar title="Events" trailing={<ConnectionChip {...connection} />} />}
    />
  );
}
