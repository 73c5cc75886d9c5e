import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startAppProcess } from "@/e2e/app-process";
import { residentMb } from "@/e2e/resident-memory";
import { startEmbeddedDatabase } from "@/lib/server/db/embedded";
import { DatabaseLink } from "@/lib/server/testing/database-link";
import { makeHome } from "@/lib/server/testing/embedded-instance";
import { ensureBuilt } from "@/scripts/build.mjs";
import type { Figure } from "./crash/figure";
import { startLoad } from "./crash/load";

const warmUpSeconds = 5;
const outageSeconds = 60;
/** The first seconds fill what is bounded: connections, queues, caches. */
const settledAfterSeconds = 10;

/** A minute without the database under load: what it costs in memory, and how soon events are stored again. */
export default async function outage(): Promise<Figure[]> {
  await ensureBuilt(process.cwd());
  const home = makeHome();
  const database = await startEmbeddedDatabase({ dataDir: join(home, "data") });
  const link = new DatabaseLink(database.url);
  await link.open();
  const key = `bench-${randomBytes(16).toString("hex")}`;
  const app = await startAppProcess({
    DATABASE_URL: link.url,
    SIGHTLINE_INIT_WORKSPACE: "bench",
    SIGHTLINE_INIT_API_KEY: key,
  });
  try {
    const load = startLoad({ urls: () => [app.url], key, signal: new AbortController().signal });
    await sleep(warmUpSeconds * 1_000);
    const before = residentMb(app.pid());
    await link.cut();
    const during: number[] = [];
    for (let second = 0; second < outageSeconds; second += 1) {
      await sleep(1_000);
      during.push(residentMb(app.pid()));
    }
    const reopenedAt = performance.now();
    const acknowledged = load.acknowledged();
    await link.open();
    while (load.acknowledged() === acknowledged) await sleep(5);
    const backMs = performance.now() - reopenedAt;
    await load.stop();
    const settled = during.slice(settledAfterSeconds);
    const megabytes = (value: number) => Math.round(value);
    return [
      { name: "outage", value: outageSeconds, unit: "s" },
      { name: "memory before", value: megabytes(before), unit: "MB" },
      { name: "memory, most of it during the outage", value: megabytes(Math.max(...during)), unit: "MB" },
      {
        name: `growth from second ${settledAfterSeconds} to the end of the outage`,
        value: megabytes((settled.at(-1) ?? 0) - (settled[0] ?? 0)),
        unit: "MB",
      },
      { name: "from its end to the next acknowledgement", value: Math.round(backMs), unit: "ms" },
    ];
  } finally {
    await app.remove();
    await link.cut();
    await database.release();
    rmSync(home, { recursive: true, force: true });
  }
}
