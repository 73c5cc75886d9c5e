import { randomBytes } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { type AppProcess, startAppProcess } from "@/e2e/app-process";
import { locateCluster } from "@/lib/server/db/cluster";
import { startEmbeddedDatabase } from "@/lib/server/db/embedded";
import { requireAccount } from "@/lib/server/db/embedded-account";
import { findPostmaster } from "@/lib/server/db/postmaster";
import { DatabaseLink } from "@/lib/server/testing/database-link";
import { makeHome } from "@/lib/server/testing/embedded-instance";
import { Balancer } from "./balancer";

/** Clients — their line — a balancer — two instances — the database's line — PostgreSQL. Everything may be struck. */
export type Stage = {
  balancer: Balancer;
  key: string;
  apps: readonly [AppProcess, AppProcess];
  databaseLink: DatabaseLink;
  /** The process id of the database's server. */
  postmaster: () => number;
  /** Asks the database itself, past its line. */
  ask: <Row extends pg.QueryResultRow>(sql: string) => Promise<Row[]>;
  remove: () => Promise<void>;
};

/** Of each instance, in MB: the half is its code and the newest events that it holds for readers. */
const heapMb = 160;

export async function setStage(): Promise<Stage> {
  const home = makeHome();
  const dataDir = join(home, "data");
  const undo: (() => unknown)[] = [() => rmSync(home, { recursive: true, force: true })];
  const remove = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const database = await startEmbeddedDatabase({ dataDir });
    undo.push(() => database.release());
    const databaseLink = new DatabaseLink(database.url);
    await databaseLink.open();
    undo.push(() => databaseLink.cut());
    const key = `faults-${randomBytes(16).toString("hex")}`;
    const settings = {
      DATABASE_URL: databaseLink.url,
      SIGHTLINE_INIT_WORKSPACE: "faults",
      SIGHTLINE_INIT_API_KEY: key,
      LOG_LEVEL: "fatal",
      // What is let go of is collected soon, and what is not, an instance does not survive.
      NODE_OPTIONS: `--max-old-space-size=${heapMb}`,
    };
    const start = async () => {
      const app = await startAppProcess(settings);
      undo.push(() => app.remove());
      return app;
    };
    const apps = [await start(), await start()] as const;
    const balancer = new Balancer(apps.map(({ url }) => url));
    await balancer.link.open();
    undo.push(() => balancer.close());
    const asking = new pg.Pool({ connectionString: database.url, max: 2 });
    asking.on("error", () => {});
    undo.push(() => asking.end());
    return {
      balancer,
      key,
      apps,
      databaseLink,
      postmaster: () => findPostmaster(locateCluster(dataDir, requireAccount()))?.pid ?? 0,
      ask: async (sql) => (await asking.query(sql)).rows,
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What a process holds of the machine's memory, in MB; null where the system doesn't tell. */
export function residentMb(pid: number): number | null {
  try {
    const [, kb] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kb === undefined ? null : Math.round(Number(kb) / 1_024);
  } catch {
    return null;
  }
}
