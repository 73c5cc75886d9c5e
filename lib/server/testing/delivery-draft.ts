import { v7 as uuid7 } from "uuid";
import type { WebhookPayload } from "@/lib/contract/webhooks";
import { pool } from "../db/pool";

/** What a webhook is told of a notification that began. */
export function openedPayload(workspace: string, title: string): WebhookPayload {
  const at = "2026-11-21T10:00:00.000Z";
  return {
    type: "notification.opened",
    timestamp: at,
    data: {
      workspace,
      url: `http://localhost/w/${workspace}/inbox`,
      notification: {
        id: uuid7(),
        rule: { id: uuid7(), name: "denied" },
        title,
        severity: "error",
        state: "open",
        subject: "coder",
        agent_id: "coder",
        project: null,
        count: 1,
        first_cursor: 1,
        last_cursor: 1,
        first_event_id: null,
        opened_at: at,
        last_at: at,
        ended_at: null,
        acknowledged: null,
        assigned_to: null,
        snoozed_until: null,
      },
    },
  };
}

type Queued = { workspaceId: number; lane: string; payload: WebhookPayload; webhookId?: string; pushId?: string };

/** Writes a delivery as the evaluation of rules does; answers its id. */
export async function queueDelivery({ workspaceId, lane, payload, webhookId, pushId }: Queued): Promise<string> {
  const id = uuid7();
  await pool("notify").query(
    `INSERT INTO deliveries (id, workspace_id, lane, webhook_id, push_subscription_id, kind, payload)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, workspaceId, lane, webhookId ?? null, pushId ?? null, payload.type, JSON.stringify(payload)],
  );
  return id;
}
