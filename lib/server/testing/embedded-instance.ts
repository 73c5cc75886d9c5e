import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** A folder that the database's account can pass through, for a data directory to lie in. */
export function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), "sightline-embedded-"));
  chmodSync(home, 0o711);
  return home;
}

/** Another process that has joined the data directory's database. */
export async function startInstance(dataDir: string): Promise<ChildProcess> {
  const module = new URL("../db/embedded.ts", import.meta.url).href;
  const script = `
    const { startEmbeddedDatabase } = await import(${JSON.stringify(module)});
    const database = await startEmbeddedDatabase({ dataDir: ${JSON.stringify(dataDir)} });
    process.once("SIGTERM", () => database.release().then(() => process.exit(0)));
    console.log(database.url);
    setInterval(() => {}, 1000);`;
  const args = ["--import", "tsx", "--input-type=module", "-e", script];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  // A test that fails midway must not leave it behind.
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  if (child.stdout) await once(child.stdout, "data");
  return child;
}

/** One statement over a connection of its own. */
export async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
