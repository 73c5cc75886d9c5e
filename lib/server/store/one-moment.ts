import type { PoolClient } from "pg";
import { isConnectionTrouble } from "../database-trouble";
import { type PoolPurpose, pool } from "../db/pool";

/**
 * One snapshot for all statements of a read, and plans by the indexes that we made for them: left to itself, the planner goes by
 * what it knew of the tables when it last looked at them, which may have been while they were small.
 */
const begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off; SET LOCAL jit = off`;

/** Runs statements that see the log, and all that was derived from it, as they are at one moment. */
export async function atOneMoment<T>(purpose: PoolPurpose, read: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool(purpose).connect();
  let isUsable = false;
  try {
    await client.query(begin);
    const result = await read(client);
    await client.query("COMMIT");
    isUsable = true;
    return result;
  } catch (error) {
    if (!isConnectionTrouble(error)) {
      isUsable = await client.query("ROLLBACK").then(
        () => true,
        () => false,
      );
    }
    throw error;
  } finally {
    client.release(!isUsable);
  }
}
