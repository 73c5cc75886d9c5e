import { pool } from "../db/pool";

/** A round trip to the database, in milliseconds. */
export async function pingDatabase(): Promise<number> {
  const before = performance.now();
  await pool("query").query("SELECT 1");
  return performance.now() - before;
}
