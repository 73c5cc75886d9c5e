"use client";

import { ConnectionChip } from "@/components/shell/connection-chip";
import { connectionWords } from "@/components/timeline/connection-words";
import type { StreamState } from "@/lib/browser/stream-state";
import { useNow } from "@/lib/browser/use-now";

/** How fresh the agents' states are. Looks at the clock by itself: the page need not be drawn anew every second. */
export function ActivityChip({ connection }: { connection: StreamState }) {
  const nowMs = useNow(1_000);
  return <ConnectionChip {...connectionWords(connection, { paused: false, nowMs })} />;
}
