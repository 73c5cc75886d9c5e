"use client";

import { useState } from "react";
import type { StreamState } from "@/lib/browser/stream-state";
import type { CreatedKey } from "@/lib/contract/keys";
import { isAtLeast, type Role } from "@/lib/contract/roles";
import { GuideList } from "./guide-list";
import { GuideSteps } from "./guide-steps";
import { guides } from "./guides";
import { LiveChecklist } from "./live-checklist";
import { useArrivals } from "./use-arrivals";
import { useOrigin } from "./use-origin";

type ConnectPanelProps = {
  workspace: string;
  role: Role;
  /** Which agent the address names. */
  chosen: string | undefined;
  /** Where the page was asked for, as the server sees it. */
  origin: string;
  onConnection: (connection: StreamState) => void;
};

/** Pick what reports, do what is said, and watch it arrive. */
export function ConnectPanel({ workspace, role, chosen, origin, onConnection }: ConnectPanelProps) {
  const guide = guides.find(({ id }) => id === chosen) ?? guides[0];
  const [minted, setMinted] = useState<CreatedKey | null>(null);
  const url = useOrigin(origin);
  const arrivals = useArrivals(workspace, guide, onConnection);
  const mayMakeKeys = isAtLeast(role, "member");
  return (
    <main className="cn">
      <GuideList workspace={workspace} current={guide.id} />
      <GuideSteps
        key={guide.id}
        workspace={workspace}
        guide={guide}
        url={url}
        minted={minted}
        mayMakeKeys={mayMakeKeys}
        hasArrived={arrivals.arrived.size > 0}
        onMinted={setMinted}
      />
      <LiveChecklist
        workspace={workspace}
        guide={guide}
        arrivals={arrivals}
        keyPrefix={minted?.prefix ?? null}
        showRefused={mayMakeKeys}
      />
    </main>
  );
}
