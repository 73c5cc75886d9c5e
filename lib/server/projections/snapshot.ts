import type { Pool, PoolClient } from "pg";

/**
 * Reads that must agree with one another, of one instant of the database. Read models grow faster than the planner hears of
 * it: no table is scanned for being thought small, and no plan is compiled for being thought dear.
 */
export async function inSnapshot<T>(pool: Pool, read: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(
      "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL jit = off; SET LOCAL enable_seqscan = off",
    );
    const result = await read(client);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    // Whatever state its transaction is in, the connection takes it along.
    client.release(true);
    throw error;
  }
}
