import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { requireAccount } from "../db/embedded-account";
import { freePort } from "../db/free-port";
import { databaseUrl } from "../db/pool";
import { log } from "../log";
import { appendEvents } from "../store/append-events";
import { postgresWakeUps } from "../store/postgres-wake-ups";
import { type LoopbackProgram, startLoopbackProgram } from "../testing/loopback-program";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { keepListening } from "./keep-listening";
import { joinTail } from "./tail";

withTestDatabase();

let home: string;
let pooler: LoopbackProgram;
let poolerUrl: string;

beforeAll(async () => {
  const { hostname, port: databasePort, username, password, pathname } = new URL(databaseUrl());
  const port = await freePort();
  home = mkdtempSync(join(tmpdir(), "sightline-pooler-"));
  chmodSync(home, 0o755);
  const file = join(home, "pgbouncer.ini");
  writeFileSync(join(home, "users"), `"${username}" "${decodeURIComponent(password)}"\n`);
  writeFileSync(
    file,
    `[databases]
* = host=${hostname} port=${databasePort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${home}/users
pool_mode = transaction
`,
  );
  // It refuses to run as root.
  const account = requireAccount();
  pooler = await startLoopbackProgram("pgbouncer", [file], { port, ...account });
  poolerUrl = `postgres://${username}:${password}@127.0.0.1:${port}${pathname}`;
});
afterAll(async () => {
  await pooler.end("SIGTERM");
  rmSync(home, { recursive: true });
});

test("behind a transaction pooler LISTEN succeeds and nothing is heard: that is noticed, and readers poll", async () => {
  const { id } = await createTestWorkspace();
  const warn = vi.spyOn(log, "warn");
  const heard: string[] = [];
  const ended = new AbortController();
  const { send } = postgresWakeUps();
  const wakeUps = { ...postgresWakeUps(() => poolerUrl), send };
  void keepListening({ wakeUps, onMessage: (text) => heard.push(text), signal: ended.signal });
  await expect
    .poll(() => warn.mock.calls.map((call) => JSON.stringify(call)).join("\n"), { timeout: 20_000 })
    .toMatch(/pooler.*poll once a second/);
  const { tail, leave } = await joinTail(id, () => {});
  await appendEvents(id, [noteDraft(randomUUID())], "append");
  await send(`${id}:1`);
  await expect.poll(() => tail.position, { timeout: 5_000 }).toBe(1);
  expect(heard).toEqual([]);
  leave();
  ended.abort();
});
