import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startAppProcess } from "@/e2e/app-process";
import { closePools, pool, setDatabaseUrl } from "@/lib/server/db/pool";
import { createTestWorkspace, type TestWorkspace } from "@/lib/server/testing/test-workspace";

/** The built app with workspaces whose keys no rate limit holds back, and its database within reach. */
export type BenchApp = {
  url: string;
  databaseUrl: string;
  workspaces: TestWorkspace[];
  /** Empties the events table, so that each measurement begins with the same indexes. */
  emptyLog(): Promise<void>;
  remove(): Promise<void>;
};

export async function startBenchApp(workspaceCount: number): Promise<BenchApp> {
  const app = await startAppProcess({
    SIGHTLINE_RATE_LIMIT: "100000000/s",
    SIGHTLINE_WEBHOOK_ALLOWED_HOSTS: "127.0.0.1",
  });
  try {
    const databaseUrl = readFileSync(join(app.dataDir, "database-url"), "utf8").trim();
    setDatabaseUrl(databaseUrl);
    const workspaces: TestWorkspace[] = [];
    while (workspaces.length < workspaceCount) workspaces.push(await createTestWorkspace());
    return {
      url: app.url,
      databaseUrl,
      workspaces,
      async emptyLog() {
        await pool("query").query("TRUNCATE events");
        await pool("query").query("CHECKPOINT");
      },
      async remove() {
        await closePools();
        await app.remove();
      },
    };
  } catch (error) {
    await app.remove();
    throw error;
  }
}
