import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startAppProcess } from "@/e2e/app-process";
import { closePools, pool, setDatabaseUrl } from "@/lib/server/db/pool";
import { appendRate } from "./ingest/append-rate";
import { copyRate } from "./ingest/copy-rows";
import { postRate } from "./ingest/post-rate";

const seconds = 5;
const connections = 4;

/** HTTP ingest and the SQL path beside raw COPY, in one run on one database: only the ratios say something. */
export default async function ingest() {
  const key = `key-${randomUUID()}`;
  const app = await startAppProcess({
    SIGHTLINE_INIT_WORKSPACE: "bench",
    SIGHTLINE_INIT_API_KEY: key,
    SIGHTLINE_RATE_LIMIT: "100000000/s",
  });
  const results: { name: string; value: number; unit: string }[] = [];
  const note = (name: string, value: number, unit: string) =>
    results.push({ name, value: Math.round(value * 100) / 100, unit });
  try {
    const databaseUrl = readFileSync(join(app.dataDir, "database-url"), "utf8").trim();
    setDatabaseUrl(databaseUrl);
    const { rows } = await pool("append").query<{ id: number }>("SELECT id FROM workspaces");
    const workspaceId = rows[0]?.id ?? 0;
    await postRate({ url: app.url, keys: [key], batch: 100, clients: 16, seconds: 2 });
    for (const batch of [10, 100, 1_000]) {
      const copied = await copyRate(databaseUrl, { batch, connections, seconds });
      const appended = await appendRate(workspaceId, { batch, connections, seconds });
      const posted = await postRate({ url: app.url, keys: [key], batch, clients: 16, seconds });
      note(`raw COPY, batch ${batch}`, copied, "rows/s");
      note(`SQL path, batch ${batch}`, appended, "events/s");
      note(`HTTP, batch ${batch}, 16 clients`, posted, "events/s");
      note(`SQL path ÷ COPY, batch ${batch}`, appended / copied, "ratio");
      note(`HTTP ÷ COPY, batch ${batch}`, posted / copied, "ratio");
    }
    const grouped = await appendRate(workspaceId, { batch: 128, connections: 1, seconds });
    const single = await postRate({ url: app.url, keys: [key], batch: 1, clients: 256, seconds });
    note("HTTP, 1 event a request, 256 clients", single, "events/s");
    note("1-event HTTP ÷ SQL path of groups as large", single / grouped, "ratio");
  } finally {
    await closePools();
    await app.remove();
  }
  return results;
}
