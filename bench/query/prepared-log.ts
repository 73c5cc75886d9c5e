import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedDatabase } from "@/lib/server/db/embedded";
import { applyMigrations } from "@/lib/server/db/migrate";
import { closePools, setDatabaseUrl } from "@/lib/server/db/pool";
import { prisma } from "@/lib/server/db/prisma";
import { createTestWorkspace } from "@/lib/server/testing/test-workspace";
import { followLog } from "./follow-log";
import { loadLog } from "./load-log";

/** A data directory with one large log and smaller ones beside it, kept from run to run. */
export type PreparedLog = {
  dataDir: string;
  events: number;
  workspaceId: number;
  key: string;
  /** When the newest event happened, and over how many days all of them did. */
  endMs: number;
  days: number;
  /** Rows a second while it was loaded. */
  loadRate: number;
};

const days = 60;
const neighbours = 9;
/** Raised when the generator makes other events. */
const form = 1;
/** Nothing is lost when a half-made log is thrown away. */
const whileLoading = { fsync: "off", full_page_writes: "off", synchronous_commit: "off", max_wal_size: "8GB" };

/** Where logs are kept: `SIGHTLINE_BENCH_DATA`, or the system's temporary folder. */
const home = () => process.env.SIGHTLINE_BENCH_DATA ?? tmpdir();

/**
 * The log of that many events, loaded now unless an earlier run has kept it, with this program's tables and its read models at
 * the head: whoever asks then doesn't ask while they are made.
 */
export async function prepareLog(events: number): Promise<PreparedLog> {
  const dataDir = join(home(), `sightline-bench-query-${form}-${events}`);
  const note = `${dataDir}.json`;
  if (!existsSync(note)) {
    rmSync(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true });
    // As root, the database's own account must be able to pass through.
    chmodSync(dataDir, 0o711);
  }
  const database = await startEmbeddedDatabase({ dataDir, settings: whileLoading });
  try {
    await applyMigrations(database.url, "prisma/migrations");
    if (!existsSync(note)) {
      const prepared: PreparedLog = { dataDir, events, ...(await load(database.url, events)) };
      writeFileSync(note, JSON.stringify(prepared), { mode: 0o600 });
    }
    await followLog(database.url);
    return JSON.parse(readFileSync(note, "utf8")) as PreparedLog;
  } finally {
    await database.release();
  }
}

async function load(databaseUrl: string, events: number) {
  setDatabaseUrl(databaseUrl);
  const { id: workspaceId, key } = await createTestWorkspace();
  const others: number[] = [];
  while (others.length < neighbours) others.push((await createTestWorkspace()).id);
  await prisma().$disconnect();
  await closePools();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const indexes = await dropIndexes(client);
    const endMs = Date.now();
    const startedMs = performance.now();
    await loadLog(client, { workspaceId, events, endMs, days });
    for (const id of others) await loadLog(client, { workspaceId: id, events: Math.ceil(events / 100), endMs, days });
    await client.query("SET maintenance_work_mem = '1GB'");
    for (const definition of indexes) await client.query(definition);
    await client.query("VACUUM ANALYZE events");
    const loadRate = (events + neighbours * Math.ceil(events / 100)) / ((performance.now() - startedMs) / 1_000);
    return { workspaceId, key, endMs, days, loadRate };
  } finally {
    await client.end();
  }
}

/** Without the indexes that aren't in the order of the log, rows go in three times as fast. Answers how to make them again. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    "SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename = 'events' AND indexname <> 'events_pkey'",
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}
