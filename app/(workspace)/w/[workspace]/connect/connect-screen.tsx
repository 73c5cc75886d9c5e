"use client";

import { useState } from "react";
import { ConnectPanel } from "@/components/connect/connect-panel";
import { ConnectionChip } from "@/components/shell/connection-chip";
import { TopBar } from "@/components/shell/top-bar";
import { connectionWords } from "@/components/timeline/connection-words";
import type { StreamState } from "@/lib/browser/stream-state";
import { useNow } from "@/lib/browser/use-now";
import type { Role } from "@/lib/contract/roles";

type ConnectScreenProps = { workspace: string; role: Role; chosen: string | undefined; origin: string };

export function ConnectScreen(props: ConnectScreenProps) {
  const [connection, setConnection] = useState<StreamState>({ kind: "connecting" });
  return (
    <>
      <TopBar title="Connect an agent" trailing={<Freshness connection={connection} />} />
      <ConnectPanel {...props} onConnection={setConnection} />
    </>
  );
}

function Freshness({ connection }: { connection: StreamState }) {
  const nowMs = useNow(1_000);
  return <ConnectionChip {...connectionWords(connection, { paused: false, nowMs })} />;
}
