import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedDatabase } from "./lib/server/db/embedded";
import { applyMigrations } from "./lib/server/db/migrate";
import { templateDatabase } from "./lib/server/db/test-database";

declare module "vitest" {
  interface ProvidedContext {
    databaseServer: string;
  }
}

/** One PostgreSQL for the whole run, with a migrated database that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), "sightline-test-"));
  chmodSync(home, 0o711);
  // Nothing here outlives the run, so nothing has to survive a crash.
  const settings = { fsync: "off", full_page_writes: "off", synchronous_commit: "off" };
  const database = await startEmbeddedDatabase({ dataDir: join(home, "data"), settings });
  const teardown = async () => {
    await database.release();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await makeTemplate(database.url);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("databaseServer", database.url);
  return teardown;
}

async function makeTemplate(server: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${templateDatabase}`);
  await client.end();
  const template = new URL(server);
  template.pathname = `/${templateDatabase}`;
  await applyMigrations(template.href, "prisma/migrations");
}
