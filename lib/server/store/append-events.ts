import type { AgentEvent } from "@/lib/contract/event";
import { isConnectionTrouble, isLockTimeout, isMissingLog } from "../database-trouble";
import { connectionsMax, pool } from "../db/pool";
import { AppError, databaseUnavailable } from "../errors";
import { textArray, timestampArray, uuidArray } from "./binary-array";
import { instantOf, type StoredEvent } from "./event-row";

/** An event that passed every check and waits for its cursor. `timestamp` null means the receipt time. */
export type AppendDraft = Omit<
  AgentEvent,
  "cursor" | "timestamp" | "received_at" | "metadata" | "origin" | "metadata_expired"
> & {
  timestamp: string | null;
  /** Compact JSON text of the metadata. */
  metadata: string;
};

export type AppendResult = {
  /** The cursor before the first accepted event; the accepted take base + 1, base + 2 … in the order given. */
  base: number;
  /** Ids that were stored already; their drafts were left out. */
  storedAlready: ReadonlySet<string>;
  /** Of all the accepted. */
  receivedAt: string;
};

/** The pools that appends may go by: one that gives up soon where another writer holds the log, and one that waits. */
export type AppendLane = "append" | "patient-append";

/** How many appends a lane has connections for; one of the prompt lane's is kept for the notification that follows. */
export const appendPlaces: Readonly<Record<AppendLane, number>> = {
  append: connectionsMax.append - 1,
  "patient-append": connectionsMax["patient-append"],
};

const textColumns = [
  "agent_id",
  "agent_name",
  "agent_role",
  "operation",
  "source",
  "status",
  "severity",
  "session_id",
  "task_id",
  "trace_id",
  "correlation_id",
  "project",
  "category",
] as const satisfies readonly (keyof AppendDraft)[];

const types = ["uuid", "text", "timestamptz", ...textColumns.map(() => "text"), "json", "text"];
/** The function's arguments as parameters of a statement, from $1 on; `appendValues` gives their values. */
export const appendParameters = ["$1", ...types.map((type, i) => `$${i + 2}::${type}[]`)].join(", ");
const statement = {
  name: "append-events",
  text: `SELECT base, stored_already, received_at::text AS received_at FROM append_events(${appendParameters})`,
};

/** What the function answers. */
export type AppendRow = { base: string; stored_already: string[] | null; received_at: string };

/**
 * Appends drafts to a workspace's log in one round trip and one transaction: gapless cursors in commit order,
 * each `event_id` once (see the function's comment in the migration). The ids of `drafts` must differ from one
 * another. Resolves after the commit. Throws 503 `unavailable` when the database can't be reached, and PostgreSQL's own
 * error, with nothing stored, where another writer held the log (`isLockTimeout`) or a draft's data was refused.
 */
export async function appendEvents(
  workspaceId: number,
  drafts: readonly AppendDraft[],
  lane: AppendLane = "append",
): Promise<AppendResult> {
  return appending(async () => {
    const { rows } = await pool(lane).query<AppendRow>({ ...statement, values: appendValues(workspaceId, drafts) });
    return appendResult(rows[0]);
  });
}

/** The values of `appendParameters`. Throws for an id or an instant that is none. */
export function appendValues(workspaceId: number, drafts: readonly AppendDraft[]): unknown[] {
  const column = (name: (typeof textColumns)[number] | "event_type" | "api_key") =>
    textArray(drafts.map((draft) => draft[name]));
  return [
    workspaceId,
    uuidArray(drafts.map((draft) => draft.event_id)),
    column("event_type"),
    timestampArray(drafts.map((draft) => draft.timestamp)),
    ...textColumns.map(column),
    textArray(
      drafts.map((draft) => draft.metadata),
      "json",
    ),
    column("api_key"),
  ];
}

export function appendResult(row: AppendRow | undefined): AppendResult {
  if (!row) throw new Error("append_events answered nothing");
  return {
    base: Number(row.base),
    storedAlready: new Set(row.stored_already ?? []),
    receivedAt: instantOf(row.received_at),
  };
}

/** Runs an append, and tells trouble of the database from what the caller has to judge. */
export async function appending<T>(append: () => Promise<T>): Promise<T> {
  try {
    return await append();
  } catch (error) {
    if (isConnectionTrouble(error) && !isLockTimeout(error)) throw databaseUnavailable(String(error));
    // Its workspace was deleted while the key was still remembered.
    if (isMissingLog(error)) throw new AppError("not_found", { public: "No such workspace." });
    throw error;
  }
}

/** The stored event that an accepted draft has become, as a read of the log would answer it. */
export function storedEventOfDraft(draft: AppendDraft, cursor: number, receivedAt: string): StoredEvent {
  // Spelt out: a copy by rest and spread costs as much as all else that becomes of an event on its way to its readers.
  return {
    cursor,
    event_id: draft.event_id,
    event_type: draft.event_type,
    timestamp: draft.timestamp ?? receivedAt,
    received_at: receivedAt,
    agent_id: draft.agent_id,
    agent_name: draft.agent_name,
    agent_role: draft.agent_role,
    operation: draft.operation,
    source: draft.source,
    status: draft.status,
    severity: draft.severity,
    session_id: draft.session_id,
    task_id: draft.task_id,
    trace_id: draft.trace_id,
    correlation_id: draft.correlation_id,
    project: draft.project,
    category: draft.category,
    metadataJson: draft.metadata,
    api_key: draft.api_key,
    origin: "live",
  };
}
