import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { log } from "../log";
import { ask, makeHome, startInstance } from "../testing/embedded-instance";
import { type EmbeddedDatabase, startEmbeddedDatabase } from "./embedded";
import { findPostmaster } from "./postmaster";

let home: string;
let dataDir: string;
let cluster: string;
let database: EmbeddedDatabase;

/** A healing takes about two seconds; two cores are shared with the other tests. */
const patience = { timeout: 20_000, interval: 100 };

beforeEach(async () => {
  home = makeHome();
  dataDir = join(home, "data");
  cluster = join(dataDir, "postgres");
  database = await startEmbeddedDatabase({ dataDir });
  await ask(database.url, "CREATE TABLE kept AS SELECT 7 AS n");
});

afterEach(async () => {
  await database.release();
  rmSync(home, { recursive: true });
});

const kept = () => ask(database.url, "SELECT n FROM kept").catch(String);

function killServer(): number {
  const { pid } = findPostmaster(cluster) ?? {};
  if (!pid) throw new Error("no server runs");
  process.kill(pid, "SIGKILL");
  return pid;
}

/** The servers that were started on these files; their backends go by other names. */
function servers(): number[] {
  return readdirSync("/proc").flatMap((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`-D\0${cluster}\0`) ? [Number(pid)] : [];
    } catch {
      return [];
    }
  });
}

test("a server that was killed is back by itself, at the same address, with all that had committed", async () => {
  const before = killServer();
  await vi.waitFor(async () => expect(await kept()).toEqual([{ n: 7 }]), patience);
  expect(findPostmaster(cluster)?.pid).not.toBe(before);
});

test("of several instances one starts it again: there is one server, which the last to leave stops", async () => {
  const others = await Promise.all([startInstance(dataDir), startInstance(dataDir)]);
  for (let round = 0; round < 2; round += 1) {
    const killed = killServer();
    await vi.waitFor(async () => expect(await kept()).toEqual([{ n: 7 }]), patience);
    // Every instance has looked by then that might start a second one.
    const running = findPostmaster(cluster)?.pid;
    expect(running).not.toBe(killed);
    expect(servers()).toEqual([running]);
  }
  await database.release();
  expect(servers()).toHaveLength(1);
  for (const other of others) {
    other.kill("SIGTERM");
    await once(other, "exit");
  }
  expect(servers()).toEqual([]);
}, 60_000);

test("an instance that leaves does not start it again, and gives up a start that is under way", async () => {
  const said = vi.spyOn(log, "warn");
  killServer();
  await vi.waitFor(() => expect(said).toHaveBeenCalledWith({ failures: 0 }, expect.anything()), {
    ...patience,
    interval: 1,
  });
  said.mockRestore();
  await database.release();
  // Nothing happens that could be awaited: a supervisor that lived on would have looked three times by then.
  await sleep(1_500);
  expect(servers()).toEqual([]);
  expect(findPostmaster(cluster)).toBeNull();
});

test("a server that can't start is tried again until it can", async () => {
  const settings = join(cluster, "postgresql.conf");
  const good = readFileSync(settings, "utf8");
  writeFileSync(settings, "no_such_setting = 1\n");
  killServer();
  const serverLog = () => readFileSync(join(dataDir, "postgres.log"), "utf8").split("no_such_setting").length - 1;
  await vi.waitFor(() => expect(serverLog()).toBeGreaterThanOrEqual(2), patience);
  writeFileSync(settings, good);
  await vi.waitFor(async () => expect(await kept()).toEqual([{ n: 7 }]), patience);
});

test("data that was removed under a running instance is not made anew", async () => {
  const said = vi.spyOn(log, "error");
  killServer();
  rmSync(dataDir, { recursive: true });
  await vi.waitFor(() => {
    expect(said).toHaveBeenCalledWith({ message: expect.stringContaining("are gone") }, expect.anything());
  }, patience);
  said.mockRestore();
  await database.release();
  expect(existsSync(dataDir)).toBe(false);
});
