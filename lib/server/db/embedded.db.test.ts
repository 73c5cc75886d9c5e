import { once } from "node:events";
import { readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ask, makeHome, startInstance } from "../testing/embedded-instance";
import { type EmbeddedDatabase, startEmbeddedDatabase } from "./embedded";
import { findPostmaster } from "./postmaster";

let home: string;
let dataDir: string;
let joined: EmbeddedDatabase[];

beforeEach(() => {
  home = makeHome();
  dataDir = join(home, "data");
  joined = [];
});

afterEach(async () => {
  await Promise.all(joined.map((database) => database.release()));
  rmSync(home, { recursive: true });
});

async function start(): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({ dataDir });
  joined.push(database);
  return database;
}

const postmaster = () => findPostmaster(join(dataDir, "postgres"));

test("What was written is there after a stop and a start, at the same address.", async () => {
  const first = await start();
  await ask(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
  await first.release();
  expect(postmaster()).toBeNull();
  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await ask(second.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
});

test("The address is kept for its owner alone, and the password is asked for.", async () => {
  const { url } = await start();
  const file = join(dataDir, "database-url");
  expect(readFileSync(file, "utf8").trim()).toBe(url);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const wrong = new URL(url);
  wrong.password = "wrong";
  await expect(ask(wrong.href, "SELECT 1")).rejects.toThrow("password authentication failed");
});

test("The server of an instance that was killed is joined, not doubled, and the last to leave stops it.", async () => {
  const killed = await startInstance(dataDir);
  const before = postmaster();
  killed.kill("SIGKILL");
  await once(killed, "exit");
  const database = await start();
  expect(postmaster()?.pid).toBe(before?.pid);
  await database.release();
  expect(postmaster()).toBeNull();
});

test("A server that was killed itself is recovered with all that had committed.", async () => {
  const first = await start();
  await ask(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
  const { pid } = postmaster() ?? {};
  if (pid) process.kill(pid, "SIGKILL");
  const second = await start();
  expect(await ask(second.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
});

test("Instances share one server until the last one leaves.", async () => {
  const [first, second] = await Promise.all([start(), start()]);
  expect(first.url).toBe(second.url);
  await first.release();
  expect(await ask(second.url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  await second.release();
  expect(postmaster()).toBeNull();
});

test("A port that another program took meanwhile is given up for a free one, which is written down.", async () => {
  const first = await start();
  await first.release();
  const squatter = createServer().listen(Number(new URL(first.url).port), "127.0.0.1");
  await once(squatter, "listening");
  const second = await start();
  squatter.close();
  expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
  expect(readFileSync(join(dataDir, "database-url"), "utf8").trim()).toBe(second.url);
});
