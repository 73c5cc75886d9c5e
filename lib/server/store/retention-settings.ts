import type { RetentionSettings } from "@/lib/contract/retention";
import { pool } from "../db/pool";
import { prisma } from "../db/prisma";
import { type ActedBy, appendAudit } from "./audit-log";

/** A workspace's settings, with how far the work has come. */
export type KeptFor = RetentionSettings & {
  /** Rows of events below it are deleted. */
  eventsFrom: number;
  /** Payloads below it are removed. */
  payloadsFrom: number;
};

type Row = {
  retention_days: number | null;
  payload_days: number | null;
  events_from: string;
  payloads_from: string;
};

/** Keeps everything for ever where nobody has said otherwise. */
export async function readRetentionSettings(workspaceId: number): Promise<KeptFor> {
  const { rows } = await pool("access").query<Row>(
    "SELECT retention_days, payload_days, events_from, payloads_from FROM retentions WHERE workspace_id = $1",
    [workspaceId],
  );
  const { retention_days = null, payload_days = null, events_from = 1, payloads_from = 1 } = rows[0] ?? {};
  return { retention_days, payload_days, eventsFrom: Number(events_from), payloadsFrom: Number(payloads_from) };
}

/** Sets both; the work follows within a minute. */
export async function writeRetentionSettings(
  workspaceId: number,
  { retention_days, payload_days }: RetentionSettings,
  by: ActedBy,
): Promise<void> {
  const days = { retentionDays: retention_days, payloadDays: payload_days };
  await prisma().$transaction(async (tx) => {
    await tx.retention.upsert({ where: { workspaceId }, create: { workspaceId, ...days }, update: days });
    const details = { retention_days, payload_days };
    await appendAudit(workspaceId, { ...by, act: "retention.changed", details }, tx);
  });
}

/** Workspaces that keep something for a time only, or of which rows below the floor are still to be deleted. */
export async function listRetained(): Promise<number[]> {
  const { rows } = await pool("projections").query<{ workspace_id: number }>(
    `SELECT r.workspace_id FROM retentions r JOIN logs l ON l.workspace_id = r.workspace_id
      WHERE r.retention_days IS NOT NULL OR r.payload_days IS NOT NULL OR r.events_from < l.floor
      ORDER BY r.workspace_id`,
  );
  return rows.map(({ workspace_id }) => workspace_id);
}
