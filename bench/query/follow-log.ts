import pg from "pg";
import { closePools, setDatabaseUrl } from "@/lib/server/db/pool";
import { prisma } from "@/lib/server/db/prisma";
import { catchUpAll } from "@/lib/server/projections/catch-up";
import { projections } from "@/lib/server/projections/registry";

const tellEveryMs = 10_000;

/** Takes all read models to the heads of their logs, and says how that goes; of ten million events it takes a quarter of an hour. */
export async function followLog(databaseUrl: string): Promise<void> {
  setDatabaseUrl(databaseUrl);
  const startedMs = performance.now();
  let all = 0;
  let toldMs = startedMs;
  const events = (count: number) => Math.round(count / projections.length);
  try {
    const { failures } = await catchUpAll({
      onProgress(left) {
        all ||= left;
        if (performance.now() - toldMs < tellEveryMs) return;
        toldMs = performance.now();
        const rate = ((all - left) / projections.length / (toldMs - startedMs)) * 1_000;
        console.log(`read models: ${events(left)} events to go, ${Math.round(rate)} events/s`);
      },
    });
    if (failures.length > 0) throw failures[0];
  } finally {
    await prisma().$disconnect();
    await closePools();
  }
  if (all === 0) return;
  console.log(`read models: ${Math.round(events(all) / ((performance.now() - startedMs) / 1_000))} events/s`);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("VACUUM ANALYZE");
  await client.end();
}
