import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { startEmbeddedDatabase } from "@/lib/server/db/embedded";
import { freePort } from "@/lib/server/db/free-port";
import { DatabaseLink } from "@/lib/server/testing/database-link";
import { makeHome } from "@/lib/server/testing/embedded-instance";
import { ana, settingsFor } from "./account";
import { ingest, post } from "./api";
import { spawnApp, startAppProcess } from "./app-process";

// The promise of a stop, five seconds and nothing left, when it comes at a bad moment.

const stopWithinMs = 5_000;
let home: string;
let dataDir: string;

test.beforeEach(() => {
  home = makeHome();
  dataDir = join(home, "data");
});
test.afterEach(() => rmSync(home, { recursive: true }));

/** Programs that were started on files of the data directory: initdb, PostgreSQL, its processes. */
function programsOn(folder: string): string[] {
  return readdirSync("/proc").flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      return command.includes(folder) ? [command] : [];
    } catch {
      return [];
    }
  });
}

for (const [moment, hasCome] of [
  ["its files are being made", () => programsOn(dataDir).some((command) => command.includes("initdb"))],
  ["it has been made and is starting", () => existsSync(join(dataDir, "postgres", "postmaster.pid"))],
] as const) {
  test(`a stop while the database is on its way: ${moment}`, async () => {
    const app = spawnApp({ SIGHTLINE_DATA_DIR: dataDir, PORT: String(await freePort()) });
    app.stdout.resume();
    app.stderr.resume();
    const ended = once(app, "exit");
    await expect.poll(hasCome, { intervals: [5], timeout: 20_000 }).toBe(true);
    app.kill("SIGTERM");
    const timer = setTimeout(() => app.kill("SIGKILL"), stopWithinMs);
    expect(await ended).toEqual([0, null]);
    clearTimeout(timer);
    expect(programsOn(dataDir)).toEqual([]);
    await (await startEmbeddedDatabase({ dataDir })).release();
    expect(programsOn(dataDir)).toEqual([]);
  });
}

for (const [trouble, strike] of [
  ["can't be reached", (link: DatabaseLink) => link.cut()],
  ["says nothing any more", async (link: DatabaseLink) => link.stall()],
] as const) {
  test(`a stop while the database ${trouble}, with callers who wait for it and a stream open`, async () => {
    const database = await startEmbeddedDatabase({ dataDir });
    const link = new DatabaseLink(database.url);
    await link.open();
    const app = await startAppProcess({ ...settingsFor(ana), DATABASE_URL: link.url });
    const caller = { url: app.url, apiKey: ana.apiKey };
    await ingest(caller, [{ event_type: "note", agent_id: "a" }]);
    const stream = await fetch(`${app.url}/api/v1/events/stream`, {
      headers: { authorization: `Bearer ${ana.apiKey}` },
    });
    await strike(link);
    const waiting = Array.from({ length: 20 }, () => post(caller, [{ event_type: "note", agent_id: "a" }]));
    const settled = Promise.allSettled(waiting);
    // Throws unless it is over within five seconds.
    await app.stop();
    expect(await stream.text().catch(() => "")).toContain('"reason":"stopping"');
    for (const one of await settled) {
      if (one.status === "fulfilled") expect(one.value.status).toBe(503);
    }
    await app.remove();
    await link.cut();
    await database.release();
  });
}

test("a stop finishes the appends in flight, and keeps no connection for a next one", async () => {
  const database = await startEmbeddedDatabase({ dataDir });
  const app = await startAppProcess({ ...settingsFor(ana), DATABASE_URL: database.url });
  const caller = { url: app.url, apiKey: ana.apiKey };
  const note = () => ({ event_type: "note", agent_id: "a" });
  await ingest(caller, [note()]);
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query("BEGIN; SELECT FROM logs FOR UPDATE");
  const waiting = Promise.all(Array.from({ length: 20 }, () => post(caller, [note()])));
  // All of them, or one that is still on its way to the door would find it closed.
  const eventsWaiting = async () =>
    /^sightline_append_waiting_events (\d+)$/m.exec(await (await fetch(`${app.url}/metrics`)).text())?.[1];
  await expect.poll(eventsWaiting).toBe("20");
  // Throws unless it is over within five seconds.
  const stopped = app.stop();
  await expect.poll(() => app.output()).toContain("Stopping…");
  await holder.query("COMMIT");
  for (const { status, headers } of await waiting) {
    expect(status).toBe(200);
    expect(headers.get("connection")).toBe("close");
  }
  await stopped;
  const { rows } = await holder.query("SELECT count(*)::int AS events FROM events");
  expect(rows).toEqual([{ events: 21 }]);
  await holder.end();
  await app.remove();
  await database.release();
});
