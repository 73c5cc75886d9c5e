import type { WebhookPayload } from "@/lib/contract/webhooks";
import type { StoredNotification } from "./notification-row";
import type { NotifierTurn } from "./notifier-turn";

/** A notification as its turn writes it, with whom its rule tells. */
export type OpenedNotification = StoredNotification & { audience: readonly string[]; toEveryone: boolean };

/** Writes notifications that began, and how those that were there stand now. */
export async function writeNotifications(
  { client, workspaceId }: NotifierTurn,
  { opened, changed }: { opened: readonly OpenedNotification[]; changed: readonly StoredNotification[] },
): Promise<void> {
  if (opened.length > 0) {
    await client.query(
      `INSERT INTO notifications (workspace_id, id, rule_id, subject, agent_id, project, severity, title, first_cursor,
          last_cursor, first_event_id, count, opened_at, last_at, ended_at, audience, to_everyone, updated_at)
        SELECT $1, id, rule_id, subject, agent_id, project, severity, title, coalesce(first_cursor, 0),
          coalesce(last_cursor, 0), first_event_id, count, opened_at, last_at, ended_at, audience, to_everyone, now()
        FROM jsonb_to_recordset($2::jsonb) AS n (id uuid, rule_id uuid, subject text, agent_id text, project text,
          severity text, title text, first_cursor bigint, last_cursor bigint, first_event_id uuid, count int,
          opened_at timestamptz, last_at timestamptz, ended_at timestamptz, audience uuid[], to_everyone boolean)`,
      [
        workspaceId,
        JSON.stringify(
          opened.map(({ rule, toEveryone, ...n }) => ({ ...n, rule_id: rule.id, to_everyone: toEveryone })),
        ),
      ],
    );
  }
  if (changed.length > 0) {
    await client.query(
      `UPDATE notifications n SET count = c.count, last_cursor = coalesce(c.last_cursor, 0), last_at = c.last_at,
          ended_at = c.ended_at, updated_at = now()
        FROM jsonb_to_recordset($2::jsonb) AS c (id uuid, count int, last_cursor bigint, last_at timestamptz, ended_at timestamptz)
        WHERE n.workspace_id = $1 AND n.id = c.id`,
      [workspaceId, JSON.stringify(changed)],
    );
  }
}

/** What is to be sent, in this order within its lane. */
export type DeliveryDraft = {
  id: string;
  webhook_id: string | null;
  push_subscription_id: string | null;
  rule_id: string;
  notification_id: string;
  payload: WebhookPayload;
};

/** Puts deliveries into the queue. */
export async function enqueueDeliveries(
  { client, workspaceId }: NotifierTurn,
  drafts: readonly DeliveryDraft[],
): Promise<void> {
  if (drafts.length === 0) return;
  await client.query(
    `INSERT INTO deliveries (workspace_id, id, lane, webhook_id, push_subscription_id, rule_id, notification_id, kind, payload)
      SELECT $1, d.id, coalesce(d.webhook_id, d.push_subscription_id) || ':' || d.rule_id, d.webhook_id,
        d.push_subscription_id, d.rule_id, d.notification_id, d.payload->>'type', d.payload
      FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS x (value, place)
      CROSS JOIN LATERAL jsonb_to_record(x.value) AS d (id uuid, webhook_id uuid, push_subscription_id uuid,
        rule_id uuid, notification_id uuid, payload jsonb)
      ORDER BY x.place`,
    [workspaceId, JSON.stringify(drafts)],
  );
}

/** Webhooks that are turned on, of those asked for. */
export async function findEnabledWebhooks(
  { client, workspaceId }: NotifierTurn,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    "SELECT id FROM webhooks WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) AND enabled",
    [workspaceId, ids],
  );
  return rows.map(({ id }) => id);
}

/** A browser that a member lets notify them. */
export type PushTarget = { id: string; personId: string; projects: readonly string[] | null };

/** The browsers of a workspace's members, with the projects that each sees (null: all). */
export async function listPushTargets({ client, workspaceId }: NotifierTurn): Promise<PushTarget[]> {
  const { rows } = await client.query<PushTarget>(
    `SELECT s.id, s.person_id AS "personId", m.projects
      FROM push_subscriptions s JOIN memberships m ON m.workspace_id = s.workspace_id AND m.person_id = s.person_id
      WHERE s.workspace_id = $1 ORDER BY s.id`,
    [workspaceId],
  );
  return rows;
}

/** What a rule remembers, under a name of its own. */
export type RuleMemory = { ruleId: string; name: string; state: unknown };

/** What the workspace's rules remember from the last turn. */
export async function readMemories({ client, workspaceId }: NotifierTurn): Promise<RuleMemory[]> {
  const { rows } = await client.query<RuleMemory>({
    name: "read-rule-states",
    text: `SELECT rule_id AS "ruleId", subject AS name, state FROM rule_states WHERE workspace_id = $1`,
    values: [workspaceId],
  });
  return rows;
}

/** Writes down what rules are to remember, in the place of what they did. */
export async function writeMemories(
  { client, workspaceId }: NotifierTurn,
  memories: readonly RuleMemory[],
): Promise<void> {
  if (memories.length === 0) return;
  await client.query(
    `INSERT INTO rule_states (workspace_id, rule_id, subject, state)
      SELECT $1, m."ruleId", m.name, m.state FROM jsonb_to_recordset($2::jsonb) AS m ("ruleId" uuid, name text, state jsonb)
      ON CONFLICT (workspace_id, rule_id, subject) DO UPDATE SET state = excluded.state`,
    [workspaceId, JSON.stringify(memories)],
  );
}
