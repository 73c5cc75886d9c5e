import { isConnectionTrouble } from "../database-trouble";
import { pool } from "../db/pool";
import { databaseUnavailable } from "../errors";

export type LeaseRequest = {
  keyId: string;
  /** Events a second, and how many at most at once. */
  rate: number;
  burst: number;
  /** The level that the bucket must have, or nothing is granted. */
  least: number;
  /** What is granted then, even where the bucket has less. */
  needed: number;
  /** Up to how many are granted as far as the bucket has them. */
  wanted: number;
};

/** What the instance got (0: nothing), and what the bucket has left; negative where it owes. */
export type Lease = { granted: number; level: number };

const statement = {
  name: "lease-events",
  text: "SELECT granted, level FROM lease_events($1, $2, $3, $4, $5, $6)",
};

/**
 * Leases events of a key's rate to this instance (see the function's comment in the migration). Throws 503 `unavailable`
 * when the database can't be reached, as the append that would follow must.
 */
export async function leaseEvents({ keyId, rate, burst, least, needed, wanted }: LeaseRequest): Promise<Lease> {
  try {
    const { rows } = await pool("access").query<Lease>({
      ...statement,
      values: [keyId, rate, burst, least, needed, wanted],
    });
    const [lease] = rows;
    if (!lease) throw new Error("lease_events answered nothing");
    return lease;
  } catch (error) {
    if (isConnectionTrouble(error)) throw databaseUnavailable(String(error));
    throw error;
  }
}

/** Removes the rows of buckets that are full: without a row a bucket is just that. */
export async function sweepFullBuckets(): Promise<void> {
  await pool("access").query(
    `DELETE FROM rate_buckets WHERE key_id IN
       (SELECT key_id FROM rate_buckets WHERE full_at < clock_timestamp() FOR UPDATE SKIP LOCKED)`,
  );
}
