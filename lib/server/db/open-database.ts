import { join } from "node:path";
import pg from "pg";
import { type Env, SettingsError } from "../env";
import { startEmbeddedDatabase } from "./embedded";
import { applyMigrations } from "./migrate";
import { setDatabaseUrl } from "./pool";

const oldestSupported = 150_000;

/**
 * The database of this process: the one that DATABASE_URL names, else our own; migrated either way. `signal` aborts when
 * the process is to stop, which gives up a start that is under way.
 */
export async function openDatabase(
  env: Env,
  onProgress: (message: string) => void,
  signal: AbortSignal,
): Promise<{ release: () => Promise<void> }> {
  const embedded = env.DATABASE_URL
    ? null
    : await startEmbeddedDatabase({ dataDir: env.SIGHTLINE_DATA_DIR, onProgress, signal });
  const url = embedded?.url ?? env.DATABASE_URL ?? "";
  try {
    await Promise.race([prepare(url), rejectionBy(signal)]);
  } catch (error) {
    await embedded?.release();
    throw error;
  }
  setDatabaseUrl(url);
  return { release: async () => embedded?.release() };
}

async function prepare(url: string): Promise<void> {
  await requireSupported(url);
  await applyMigrations(url, join(process.cwd(), "prisma", "migrations"));
}

/** A database that never answers must not keep a process from stopping. */
function rejectionBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

async function requireSupported(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const { host, port } = client;
    throw new SettingsError(`The database at ${host}:${port} can't be reached: ${reasonOf(error)}`);
  }
  try {
    const { rows } = await client.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    );
    if ((rows[0]?.version ?? 0) < oldestSupported)
      throw new SettingsError("The database must be PostgreSQL 15 or newer.");
  } finally {
    await client.end();
  }
}

const reasonOf = (error: unknown) =>
  error instanceof Error ? error.message || ("code" in error ? String(error.code) : error.name) : String(error);
