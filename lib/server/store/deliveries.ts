import { z } from "zod";
import { type DeliveryKind, deliveryKinds, type WebhookPayload, webhookForms } from "@/lib/contract/webhooks";
import { pool } from "../db/pool";

/** Longer than an attempt may take. Whoever dies in it has it taken over then. */
const leaseSeconds = 30;
const lanesMax = 1_000;
/** An attempt's text as it is kept. */
const textCharactersMax = 1_000;

/** The first of its lane, and where it goes. */
export type DueDelivery = { id: string; url: string | null };

/** What somebody has claimed, with all that sending it takes. Secrets are sealed. */
export type ClaimedDelivery = {
  id: string;
  workspaceId: number;
  kind: DeliveryKind;
  payload: WebhookPayload;
  /** This attempt's number. */
  attempt: number;
  createdAt: Date;
  /** Since the first attempt. */
  failingForMs: number;
  target:
    | {
        type: "webhook";
        id: string;
        url: string;
        form: (typeof webhookForms)[number];
        enabled: boolean;
        secret: string;
        /** Signs too while it is set. */
        secretBefore: string | null;
      }
    | {
        type: "push";
        id: string;
        endpoint: string;
        p256dh: string;
        auth: string;
        /** Whether whom the browser belongs to is still a member, and sees what this is about. */
        enabled: boolean;
      };
};

/** What came of an attempt: `again` after so long, unless it is `delivered` or has `failed` for good; `cancelled` was not sent. */
export type Verdict = { state: "delivered" | "failed" | "cancelled" } | { state: "again"; inMs: number };

export type Try = { at: Date; durationMs: number; status: number | null; text: string | null };

/**
 * The deliveries whose turn it is: of each lane its oldest that waits, where its time has come and nobody is sending it, the
 * longest due first. What a deleted workspace was to send waits for whether it is restored.
 */
export async function listDueDeliveries(): Promise<DueDelivery[]> {
  const { rows } = await pool("notify").query<DueDelivery>(
    `WITH RECURSIVE heads AS (
       (SELECT id, lane FROM deliveries WHERE state = 'waiting' ORDER BY lane, place LIMIT 1)
       UNION ALL
       SELECT n.id, n.lane FROM heads h CROSS JOIN LATERAL (
         SELECT id, lane FROM deliveries WHERE state = 'waiting' AND lane > h.lane ORDER BY lane, place LIMIT 1
       ) n
     )
     SELECT d.id, coalesce(w.url, p.endpoint) AS url
     FROM heads h
     JOIN deliveries d ON d.id = h.id
     JOIN workspaces o ON o.id = d.workspace_id AND o.deleted_at IS NULL
     LEFT JOIN webhooks w ON w.id = d.webhook_id
     LEFT JOIN push_subscriptions p ON p.id = d.push_subscription_id
     WHERE d.next_at <= now() AND (d.leased_to IS NULL OR d.leased_to <= now())
     ORDER BY d.next_at, d.place
     LIMIT ${lanesMax}`,
  );
  return rows;
}

type Row = {
  id: string;
  workspace_id: number;
  kind: string;
  payload: WebhookPayload;
  attempts: number;
  created_at: Date;
  failing_ms: number;
  webhook_id: string | null;
  url: string;
  form: string;
  enabled: boolean;
  secret: string;
  secret_before: string | null;
  push_subscription_id: string | null;
  endpoint: string;
  p256dh: string;
  auth: string;
  may_see: boolean;
};

/** Claimed rows as `claimed`, with where they go. */
const readClaimed = `
  SELECT d.id, d.workspace_id, d.kind, d.payload, d.attempts, d.created_at,
         extract(epoch FROM now() - d.first_tried_at)::float8 * 1000 AS failing_ms,
         d.webhook_id, w.url, w.form, w.enabled, w.secret,
         CASE WHEN w.secret_before_to > now() THEN w.secret_before END AS secret_before,
         d.push_subscription_id, p.endpoint, p.p256dh, p.auth,
         EXISTS (
           SELECT FROM memberships m WHERE m.workspace_id = p.workspace_id AND m.person_id = p.person_id
             AND (m.projects IS NULL OR d.payload #>> '{data,notification,project}' = ANY (m.projects))
         ) AS may_see
  FROM claimed d
  LEFT JOIN webhooks w ON w.id = d.webhook_id
  LEFT JOIN push_subscriptions p ON p.id = d.push_subscription_id`;

/** Takes those that are still due for this process alone, for half a minute; others get none of them meanwhile. */
export async function claimDeliveries(ids: readonly string[]): Promise<ClaimedDelivery[]> {
  const { rows } = await pool("notify").query<Row>(
    `WITH claimed AS (
       UPDATE deliveries
       SET attempts = attempts + 1, leased_to = now() + interval '${leaseSeconds} seconds',
           first_tried_at = coalesce(first_tried_at, now())
       WHERE id = ANY($1::uuid[]) AND state = 'waiting' AND next_at <= now() AND (leased_to IS NULL OR leased_to <= now())
       RETURNING *
     ) ${readClaimed}`,
    [ids],
  );
  return rows.flatMap((row) => claimedOf(row) ?? []);
}

type TestDelivery = { id: string; workspaceId: number; webhookId: string; payload: WebhookPayload };

/** Writes a delivery that its caller sends at once, and has claimed already. Null where the workspace has no such webhook. */
export async function insertTestDelivery(test: TestDelivery): Promise<ClaimedDelivery | null> {
  const { rows } = await pool("notify").query<Row>(
    `WITH claimed AS (
       INSERT INTO deliveries (id, workspace_id, lane, webhook_id, kind, payload, attempts, first_tried_at, leased_to)
       SELECT $1::uuid, $2, $3::text || ':' || $1::uuid::text, id, 'test', $4::jsonb, 1, now(),
              now() + interval '${leaseSeconds} seconds'
       FROM webhooks WHERE workspace_id = $2 AND id = $3::uuid
       RETURNING *
     ) ${readClaimed}`,
    [test.id, test.workspaceId, test.webhookId, JSON.stringify(test.payload)],
  );
  return rows[0] ? claimedOf(rows[0]) : null;
}

/**
 * Notes an attempt and what came of it. Whoever has lost the claim meanwhile changes nothing but this: what was delivered is delivered.
 * A success after failures has the webhook's other lanes tried at once.
 */
export async function endAttempt(
  delivery: Pick<ClaimedDelivery, "id" | "attempt">,
  { verdict, tried }: { verdict: Verdict; tried: Try | null },
): Promise<void> {
  const state = verdict.state === "again" ? "waiting" : verdict.state;
  await pool("notify").query(
    `WITH noted AS (
       INSERT INTO delivery_tries (workspace_id, delivery_id, attempt, at, duration_ms, status, text)
       SELECT workspace_id, id, $2::int, $5::timestamptz, $6::int, $7::int, left($8::text, ${textCharactersMax}) FROM deliveries
       WHERE id = $1 AND $5::timestamptz IS NOT NULL
       ON CONFLICT DO NOTHING
     ), ended AS (
       UPDATE deliveries
       SET state = $3::text, leased_to = NULL, next_at = now() + make_interval(secs => $4::float8),
           ended_at = CASE WHEN $3::text <> 'waiting' THEN now() END
       WHERE id = $1 AND ((state = 'waiting' AND attempts = $2) OR ($3 = 'delivered' AND state <> 'delivered'))
       RETURNING webhook_id
     )
     UPDATE deliveries d SET next_at = now() FROM ended e
     WHERE $3 = 'delivered' AND $2 > 1 AND d.webhook_id = e.webhook_id
       AND d.state = 'waiting' AND d.next_at > now() AND d.id <> $1`,
    [
      delivery.id,
      delivery.attempt,
      state,
      verdict.state === "again" ? verdict.inMs / 1_000 : 0,
      tried?.at ?? null,
      tried?.durationMs ?? null,
      tried?.status ?? null,
      tried?.text ?? null,
    ],
  );
}

/**
 * Sends a message again under its own id, so that whoever has it already knows. What waits is tried now, at its place; what has
 * ended goes a way of its own, past those that wait. False where the webhook has no such delivery.
 */
export async function resendDelivery(workspaceId: number, webhookId: string, deliveryId: string): Promise<boolean> {
  const { rowCount } = await pool("notify").query(
    `UPDATE deliveries
     SET state = 'waiting', next_at = now(), ended_at = NULL,
         first_tried_at = CASE WHEN state = 'waiting' THEN first_tried_at END,
         lane = CASE WHEN state = 'waiting' THEN lane ELSE webhook_id::text || ':again' END
     WHERE workspace_id = $1 AND webhook_id = $2 AND id = $3`,
    [workspaceId, webhookId, deliveryId],
  );
  return rowCount === 1;
}

/** How many are still to be made, of all workspaces. */
export async function countWaitingDeliveries(): Promise<number> {
  const { rows } = await pool("notify").query<{ n: number }>(
    "SELECT count(*)::int AS n FROM deliveries WHERE state = 'waiting'",
  );
  return rows[0]?.n ?? 0;
}

/** Removes up to a thousand deliveries that ended so long ago. Answers how many: there may be more until it is none. */
export async function expireDeliveries(days: number): Promise<number> {
  const { rowCount } = await pool("notify").query(
    `DELETE FROM deliveries WHERE id = ANY (ARRAY(
       SELECT id FROM deliveries WHERE state <> 'waiting' AND ended_at < now() - make_interval(days => $1) LIMIT 1000))`,
    [days],
  );
  return rowCount ?? 0;
}

function claimedOf(row: Row): ClaimedDelivery | null {
  const target = targetOf(row);
  return (
    target && {
      id: row.id,
      workspaceId: row.workspace_id,
      kind: z.enum(deliveryKinds).parse(row.kind),
      payload: row.payload,
      attempt: row.attempts,
      createdAt: row.created_at,
      failingForMs: row.failing_ms,
      target,
    }
  );
}

function targetOf(row: Row): ClaimedDelivery["target"] | null {
  if (row.webhook_id !== null) {
    const { webhook_id: id, url, enabled, secret, secret_before: secretBefore } = row;
    return { type: "webhook", id, url, enabled, secret, secretBefore, form: z.enum(webhookForms).parse(row.form) };
  }
  if (row.push_subscription_id === null) return null;
  const { push_subscription_id: id, endpoint, p256dh, auth, may_see: enabled } = row;
  return { type: "push", id, endpoint, p256dh, auth, enabled };
}
