import { isLockTimeout } from "../database-trouble";
import { pool } from "../db/pool";
import { type AppendDraft, type AppendRow, appendParameters, appendResult, appendValues } from "./append-events";

/** An event of an export; its payload may have been dropped before it was written. */
export type ImportDraft = AppendDraft & { metadataExpired: boolean };

const appendText = `SELECT base, stored_already, received_at::text AS received_at FROM append_events(${appendParameters})`;
// In the append's transaction: nobody ever reads them as live.
const markText = `UPDATE events SET origin = 'import', metadata_expired = (event_id = ANY ($3::uuid[]))
  WHERE workspace_id = $1 AND cursor > $2`;
const attemptsMax = 20;

/**
 * Appends events of an export, with cursors of their own, as `origin: import`; those whose id is stored already are left
 * out. The ids of `drafts` must differ from one another. Answers how many were stored.
 */
export async function importEvents(workspaceId: number, drafts: readonly ImportDraft[]): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await pool("patient-append").connect();
    try {
      await client.query("BEGIN");
      const { rows } = await client.query<AppendRow>({ text: appendText, values: appendValues(workspaceId, drafts) });
      const { base, storedAlready } = appendResult(rows[0]);
      const expired = drafts.flatMap(({ event_id, metadataExpired }) => (metadataExpired ? [event_id] : []));
      await client.query({ text: markText, values: [workspaceId, base, expired] });
      await client.query("COMMIT");
      return drafts.length - storedAlready.size;
    } catch (error) {
      await client.query("ROLLBACK").catch(() => {});
      // Live appends hold the log, one after the other: an import may wait.
      if (!isLockTimeout(error) || attempt === attemptsMax) throw error;
    } finally {
      client.release();
    }
  }
}
