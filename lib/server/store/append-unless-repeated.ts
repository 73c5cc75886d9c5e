import { pool } from "../db/pool";
import {
  type AppendDraft,
  type AppendLane,
  type AppendResult,
  type AppendRow,
  appending,
  appendParameters,
  appendResult,
  appendValues,
} from "./append-events";

const statement = {
  name: "append-unless-repeated",
  text: `SELECT base, stored_already, received_at::text AS received_at, repeated FROM append_unless_repeated($20::int[], ${appendParameters})`,
};

type Row = AppendRow & { repeated: string[] | null };

type Comparison = {
  /** When the payload of a draft came, by `performance.now()`; null for drafts that are not to be compared. */
  cameAtMs: (draft: AppendDraft) => number | null;
  lane: AppendLane;
};

/**
 * `appendEvents` for drafts that doors made of payloads which name no action: one that repeats the event before it in
 * its session (the same payload, within 2 s) is left out, and told with those that were stored already. That is decided
 * under the log's lock, so it holds among any number of instances.
 */
export async function appendUnlessRepeated(
  workspaceId: number,
  drafts: readonly AppendDraft[],
  { cameAtMs, lane }: Comparison,
): Promise<AppendResult> {
  const repeated = new Set<string>();
  // A repeat is rare, so it may cost another round trip; the others are compared anew then, as time has passed.
  for (let left = drafts; left.length > 0; left = drafts.filter(({ event_id }) => !repeated.has(event_id))) {
    const nowMs = performance.now();
    const waitedMs = left.map((draft) => {
      const cameMs = cameAtMs(draft);
      return cameMs === null ? null : Math.round(nowMs - cameMs);
    });
    const values = [...appendValues(workspaceId, left), waitedMs];
    const row = await appending(async () => (await pool(lane).query<Row>({ ...statement, values })).rows[0]);
    for (const id of row?.repeated ?? []) repeated.add(id);
    if (row?.repeated) continue;
    const result = appendResult(row);
    return { ...result, storedAlready: new Set([...result.storedAlready, ...repeated]) };
  }
  return { base: 0, storedAlready: repeated, receivedAt: "" };
}
