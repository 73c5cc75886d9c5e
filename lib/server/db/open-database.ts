import { join } from "node:path";
import pg from "pg";
import { type Env, SettingsError } from "../env";
import { startEmbeddedDatabase } from "./embedded";
import { applyMigrations } from "./migrate";
import { setDatabaseUrl } from "./pool";

const oldestSupported = 150_000;

/** The database of this process: the one that DATABASE_URL names, else our own; migrated either way. */
export async function openDatabase(
  env: Env,
  onProgress: (message: string) => void,
): Promise<{ release: () => Promise<void> }> {
  const embedded = env.DATABASE_URL
    ? null
    : await startEmbeddedDatabase({ dataDir: env.SIGHTLINE_DATA_DIR, onProgress });
  const url = embedded?.url ?? env.DATABASE_URL ?? "";
  try {
    await requireSupported(url);
    await applyMigrations(url, join(process.cwd(), "prisma", "migrations"));
  } catch (error) {
    await embedded?.release();
    throw error;
  }
  setDatabaseUrl(url);
  return { release: async () => embedded?.release() };
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
