import type { PoolClient } from "pg";
import { rawEventTypes } from "../store/event-row";

type Asked = {
  /** What a trace must meet, of the alias `t`; `$1` is the workspace. */
  where: string;
  values: readonly unknown[];
  before: number | undefined;
  wanted: number;
};

/** The newest traces, which are looked through first: a common label is found among them. */
const newestLookedAt = 2_000;
/** Of so many traces with a label, or fewer, all are fetched by the index of labels; the list is walked for one that more have. */
const fewMax = (wanted: number) => Math.ceil(500 * Math.sqrt(wanted));

const steady = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0";
const byPlace = "SET LOCAL enable_bitmapscan = off; SET LOCAL enable_indexscan = on";
const byLabel = "SET LOCAL enable_bitmapscan = on; SET LOCAL enable_indexscan = off";

/**
 * The newest traces that meet a condition on their labels, `client` being in a transaction. How many have a label nobody keeps count
 * of, and what the planner takes for granted of one that it has not met, half a percent, has it walk the whole list for a rare
 * one. So it is found out: by a look at the newest, then by fetching all, which few would be.
 */
export async function newestLabelled<R extends { place: string }>(
  client: PoolClient,
  { where, values, before, wanted }: Asked,
): Promise<R[]> {
  const [place, limit] = [`$${values.length + 1}`, `$${values.length + 2}`];
  const walk = async (condition: string, bound: number, most: number) => {
    const text = `SELECT t.* FROM traces t WHERE ${where} AND t.place ${condition} ${place} ORDER BY t.place DESC LIMIT ${limit}`;
    return (await client.query<R>({ text, values: [...values, bound, most], types: rawEventTypes })).rows;
  };
  await client.query(`${steady}; ${byPlace}`);
  const newest = await client.query<{ place: string }>(
    `SELECT t.place FROM traces t WHERE t.workspace_id = $1 AND t.place < $2 ORDER BY t.place DESC OFFSET $3 LIMIT 1`,
    [values[0], before ?? Number.MAX_SAFE_INTEGER, newestLookedAt],
  );
  const end = Number(newest.rows[0]?.place ?? 0);
  const found = await walk(">=", end, wanted);
  const missing = wanted - found.length;
  if (missing === 0 || end === 0) return found;

  const few = fewMax(wanted);
  await client.query(byLabel);
  const older = await client.query<{ place: string }>({
    text: `SELECT t.place FROM traces t WHERE ${where} AND t.place < ${place} LIMIT ${limit}`,
    values: [...values, end, few + 1],
  });
  await client.query(byPlace);
  if (older.rows.length > few) return [...found, ...(await walk("<", end, missing))];
  const places = older.rows.map((row) => Number(row.place)).sort((a, b) => b - a);
  const { rows } = await client.query<R>({
    text: "SELECT t.* FROM traces t WHERE t.workspace_id = $1 AND t.place = ANY ($2::bigint[]) ORDER BY t.place DESC",
    values: [values[0], places.slice(0, missing)],
    types: rawEventTypes,
  });
  return [...found, ...rows];
}
