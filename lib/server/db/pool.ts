import pg from "pg";
import { log } from "../log";
import { processState } from "../process-state";

/**
 * What a pool is for. Each purpose has its own, so that long replays can't starve appends, nor heavy queries the look-up
 * of keys and logins (`access`) that every request begins with, nor logs that another writer holds (`patient-append`)
 * the appends to other logs, nor replays (`catch-up`) the live readers (`tail`), nor read models (`projections`) anybody, nor any of them what people are told (`notify`).
 */
export type PoolPurpose =
  | "append"
  | "patient-append"
  | "access"
  | "query"
  | "restricted"
  | "tail"
  | "catch-up"
  | "projections"
  | "notify";

export const connectionsMax: Readonly<Record<PoolPurpose, number>> = {
  append: 5,
  "patient-append": 2,
  access: 4,
  query: 6,
  restricted: 3,
  tail: 2,
  "catch-up": 4,
  projections: 3,
  notify: 4,
};

/** How long a statement may take. The server ends it first; the client's own clock is for a server that says nothing. */
const statementTimeoutMs: Readonly<Record<PoolPurpose, number>> = {
  append: 15_000,
  "patient-append": 15_000,
  access: 5_000,
  query: 30_000,
  restricted: 30_000,
  tail: 5_000,
  "catch-up": 5_000,
  projections: 30_000,
  notify: 15_000,
};
const silenceToleratedMs = 3_000;

/** How long a statement may wait for somebody else's lock, where that is shorter than its own time. */
const lockTimeoutMs: Partial<Readonly<Record<PoolPurpose, number>>> = { append: 500, "patient-append": 3_000 };

/**
 * Read models fold a narrow range of a long log again and again. A plan that was made while a table was small must not
 * scan all of it later, and compiling a plan costs more than such a statement.
 */
const planSettings: Partial<Readonly<Record<PoolPurpose, string>>> = {
  projections: " -c enable_seqscan=off -c jit=off",
  // There the names of the read models' tables mean those of scopes (see `projections/models.ts`).
  restricted: ' -c search_path=restricted,"$user",public -c enable_seqscan=off -c jit=off',
};

/** How long a caller waits for a free connection before the database counts as unreachable. */
const connectTimeoutMs = 5_000;

type Pools = { url: string | undefined; byPurpose: Map<PoolPurpose, pg.Pool> };
const pools = processState<Pools>("pools", () => ({ url: undefined, byPurpose: new Map() }));

/** The address of the database: what the front door found or started, else the environment's. */
export function databaseUrl(): string {
  const url = pools.url ?? process.env.DATABASE_URL;
  if (!url) throw new Error("The database's address is not known: set DATABASE_URL or start with npm start.");
  return url;
}

/** Told once by whoever starts the process, before the first query. */
export function setDatabaseUrl(url: string): void {
  pools.url = url;
}

export function pool(purpose: PoolPurpose): pg.Pool {
  const existing = pools.byPurpose.get(purpose);
  if (existing) return existing;
  const created = new pg.Pool({
    connectionString: withSessionSettings(databaseUrl(), purpose),
    max: connectionsMax[purpose],
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: 30_000,
    application_name: `sightline ${purpose}`,
    query_timeout: statementTimeoutMs[purpose] + silenceToleratedMs,
    keepAlive: true,
    // Read models send the many statements of a fold at once, without waiting for each answer.
    pipeline: purpose === "projections",
  });
  // An idle connection that breaks (a restart of the database) is replaced by the next query.
  created.on("error", (error) => log.warn({ purpose, message: error.message }, "an idle database connection broke"));
  pools.byPurpose.set(purpose, created);
  return created;
}

/** Adds our session settings to those of the address itself. Timestamps are read as text in UTC. */
function withSessionSettings(url: string, purpose: PoolPurpose): string {
  const address = new URL(url);
  const own = address.searchParams.get("options") ?? "";
  const settings = `-c TimeZone=UTC -c statement_timeout=${statementTimeoutMs[purpose]} -c lock_timeout=${lockTimeoutMs[purpose] ?? 0}${planSettings[purpose] ?? ""}`;
  address.searchParams.set("options", `${own} ${settings}`.trim());
  return address.href;
}

/** The pools that have been asked for so far. */
export function openPools(): ReadonlyMap<PoolPurpose, pg.Pool> {
  return pools.byPurpose;
}

/** Closes every pool; queries in flight finish first. */
export async function closePools(): Promise<void> {
  const open = [...pools.byPurpose.values()];
  pools.byPurpose.clear();
  await Promise.all(open.map((each) => each.end()));
}
