"use client";

import { JsonView } from "@/components/timeline/json-view";
import { WebhooksPanel } from "@/components/webhooks/webhooks-panel";
import type { JsonObject } from "@/lib/contract/event";

export function WebhooksScreen({ workspace }: { workspace: string }) {
  return (
    <WebhooksPanel
      workspace={workspace}
      payload={(payload) => <JsonView title="Payload" root="payload" value={payload as JsonObject} />}
    />
  );
}
