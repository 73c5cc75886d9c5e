import { readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { spoolFolder } from "../testing/spool-folder";
import { appendToSpool } from "./append-to-spool";
import { openSpool, type Spool, type SpoolOptions } from "./open-spool";
import { ownOwner } from "./owner";
import { spoolState } from "./spool-state";

type Lost = Parameters<SpoolOptions<number>["onLost"]>[0];

function open(directory: string, bytesMax?: number) {
  const lost: Lost[] = [];
  const spool = openSpool<number>({ directory, bytesMax, decode: decodeNumber, onLost: (one) => lost.push(one) });
  return { spool, lost };
}

const decodeNumber = (line: string) => (/^n\d+-*$/.test(line) ? Number.parseInt(line.slice(1), 10) : null);
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);
const limits = { linesMax: 100, bytesMax: 1_000_000 };
const files = (directory: string) => readdirSync(directory).filter((name) => name.endsWith(".jsonl"));

function appendAll(spool: Spool<number>, wanted: readonly number[]): void {
  for (const n of wanted) spool.append(`n${n}`);
}

/** Everything that can be had, each batch settled. */
function drain(spool: Spool<number>): number[] {
  const all: number[] = [];
  for (let batch = spool.take(limits); batch; batch = spool.take(limits)) {
    all.push(...batch.items);
    spool.done(batch.items.length);
  }
  return all;
}

/** As though the process that holds the folder's segments had been killed: its pid is given to nobody. */
function orphan(directory: string): void {
  for (const name of files(directory)) {
    const dead = ownOwner().replace(/-\d+-/, "-4194999-");
    renameSync(join(directory, name), join(directory, name.replace(ownOwner(), dead)));
  }
}

test("records come back in the order appended, and stay until they are done with", () => {
  const { spool } = open(spoolFolder());
  appendAll(spool, numbers(250));
  expect(spool.take(limits)).toEqual({ items: numbers(100), takenOver: false });
  spool.done(30);
  expect(spool.take(limits)?.items).toEqual(numbers(100, 30));
  spool.done(100);
  expect(drain(spool)).toEqual(numbers(120, 130));
  appendAll(spool, [250]);
  expect(drain(spool)).toEqual([250]);
});

test("a batch ends at the bytes allowed, with one record at least", () => {
  const { spool } = open(spoolFolder());
  appendAll(spool, numbers(10));
  expect(spool.take({ linesMax: 100, bytesMax: 6 })?.items).toEqual([0, 1]);
  spool.done(2);
  expect(spool.take({ linesMax: 100, bytesMax: 1 })?.items).toEqual([2]);
});

test("a record larger than what is read at once comes whole", () => {
  const { spool } = open(spoolFolder());
  spool.append(`n7${"-".repeat(300_000)}`);
  appendAll(spool, [8]);
  expect(drain(spool)).toEqual([7, 8]);
});

test("folder and files are for their user alone", () => {
  const directory = spoolFolder();
  const { spool } = open(directory);
  appendAll(spool, [1]);
  spool.take(limits);
  spool.done(1);
  appendToSpool(directory, ["n2"]);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  const names = readdirSync(directory);
  expect(names).toHaveLength(3);
  for (const name of names) expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
});

test("what a dead process left comes first, from where it had got to", () => {
  const directory = spoolFolder();
  const dead = open(directory);
  appendAll(dead.spool, numbers(10));
  dead.spool.take(limits);
  dead.spool.done(4);
  orphan(directory);
  const { spool, lost } = open(directory);
  appendAll(spool, [10, 11]);
  spool.takeOver();
  expect(spool.take(limits)).toEqual({ items: numbers(6, 4), takenOver: true });
  spool.done(6);
  expect(spool.take(limits)).toEqual({ items: [10, 11], takenOver: false });
  spool.done(2);
  expect(spool.take(limits)).toBeNull();
  expect(lost).toEqual([]);
});

test("what a living process holds is not taken from it; what it lets go of is", () => {
  const directory = spoolFolder();
  const first = open(directory).spool;
  const second = open(directory).spool;
  appendAll(first, numbers(3));
  second.takeOver();
  expect(second.take(limits)).toBeNull();
  first.release();
  second.takeOver();
  expect(drain(second)).toEqual(numbers(3));
  expect(readdirSync(directory)).toEqual([]);
});

test.runIf(process.platform === "linux")(
  "a later process of the same number does not protect what an earlier one left",
  () => {
    const directory = spoolFolder();
    appendAll(open(directory).spool, [1]);
    for (const name of files(directory)) {
      renameSync(join(directory, name), join(directory, name.replace(ownOwner(), ownOwner().replace(/[^-]+$/, "17"))));
    }
    const { spool } = open(directory);
    spool.takeOver();
    expect(drain(spool)).toEqual([1]);
  },
);

test("shared records are taken over, and later ones are found by the next look", () => {
  const directory = spoolFolder();
  const { spool } = open(directory);
  appendToSpool(directory, ["n1", "n2"]);
  appendToSpool(directory, ["n3"]);
  spool.takeOver();
  appendToSpool(directory, ["n4"]);
  expect(drain(spool)).toEqual([1, 2, 3]);
  spool.takeOver();
  expect(drain(spool)).toEqual([4]);
  expect(readdirSync(directory)).toEqual([]);
});

test("half a record at the end of a dead process's segment, or of the shared one, spoils no other", () => {
  const directory = spoolFolder();
  appendAll(open(directory).spool, numbers(3));
  const [name = ""] = files(directory);
  truncateSync(join(directory, name), statSync(join(directory, name)).size - 1);
  orphan(directory);
  writeFileSync(join(directory, "shared.jsonl"), '\nn5\n{"half', { mode: 0o600 });
  appendToSpool(directory, ["n6"]);
  const { spool, lost } = open(directory);
  spool.takeOver();
  expect(drain(spool)).toEqual([0, 1, 5, 6]);
  expect(lost).toEqual([{ records: 1, reason: "unreadable", takenOver: true }]);
});

test("spoiled records are told of once and passed over, wherever they are", () => {
  const directory = spoolFolder();
  const { spool, lost } = open(directory);
  for (const line of ["bad", "n1", "bad", "bad", "n2", "n3", "bad"]) spool.append(line);
  expect(spool.take(limits)?.items).toEqual([1, 2, 3]);
  spool.done(1);
  expect(spool.take(limits)?.items).toEqual([2, 3]);
  spool.done(2);
  expect(spool.take(limits)).toBeNull();
  spool.append("bad");
  expect(spool.take(limits)).toBeNull();
  expect(lost.map(({ records }) => records)).toEqual([1, 2, 1, 1]);
});

test("a writer whose segment another took away writes the record again, and takes its segment back", () => {
  const directory = spoolFolder();
  const { spool, lost } = open(directory);
  appendAll(spool, [1, 2]);
  const [name = ""] = files(directory);
  renameSync(join(directory, name), join(directory, name.replace(ownOwner(), "0badc0de-1-1")));
  appendAll(spool, [3, 4]);
  expect(new Set(drain(spool))).toEqual(new Set([1, 2, 3, 4]));
  expect(lost).toEqual([]);
});

test("a folder that is deleted is made again, and what was in it is told of as lost", () => {
  const directory = spoolFolder();
  const { spool, lost } = open(directory);
  appendAll(spool, numbers(5));
  rmSync(directory, { recursive: true });
  appendAll(spool, [5, 6]);
  expect(drain(spool)).toEqual([5, 6]);
  expect(lost).toEqual([{ records: 5, reason: "spoolFull", takenOver: false }]);
});

test("beyond its bound a spool drops its oldest segments, and every record of them is counted for good", () => {
  const directory = spoolFolder();
  const bytesMax = 64 * 1024;
  const { spool, lost } = open(directory, bytesMax);
  const record = (n: number) => `n${n}${"-".repeat(90)}`;
  for (const n of numbers(2_000)) spool.append(record(n));
  const bytes = files(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
  expect(bytes).toBeLessThanOrEqual(bytesMax);
  expect(bytes).toBeGreaterThan(bytesMax / 2);
  const left = drain(spool);
  expect(left).toEqual(numbers(left.length, 2_000 - left.length));
  expect(lost.reduce((sum, { records }) => sum + records, 0)).toBe(2_000 - left.length);
  expect(spoolState(directory).dropped).toBe(2_000 - left.length);
});

test("the shared records are bounded likewise", () => {
  const directory = spoolFolder();
  const record = (n: number) => `n${n}${"-".repeat(900)}`;
  for (const n of numbers(200)) appendToSpool(directory, [record(n)], 64 * 1024);
  const { records, bytes, dropped, oldestMs } = spoolState(directory);
  expect(bytes).toBeLessThanOrEqual(64 * 1024 + 16 * 1024);
  expect(records + dropped).toBe(200);
  expect(dropped).toBeGreaterThan(0);
  expect(oldestMs).toBeGreaterThan(0);
  const { spool } = open(directory, 64 * 1024);
  spool.takeOver();
  expect(drain(spool)).toEqual(numbers(records, 200 - records));
});

test("what has been delivered does not fill the disk, however long a process lives", () => {
  const directory = spoolFolder();
  const { spool } = open(directory);
  for (let round = 0; round < 40; round += 1) {
    for (const n of numbers(100)) spool.append(`n${n}${"-".repeat(900)}`);
    drain(spool);
  }
  const bytes = files(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
  expect(bytes).toBeLessThan(400 * 1024);
  spool.release();
  expect(readdirSync(directory)).toEqual([]);
});

test("a position half written is read as none: repeats, never a loss", () => {
  const directory = spoolFolder();
  const dead = open(directory);
  appendAll(dead.spool, numbers(5));
  dead.spool.take(limits);
  dead.spool.done(5);
  const [position = ""] = readdirSync(directory).filter((name) => name.endsWith(".at"));
  expect(readFileSync(join(directory, position), "utf8")).toBe("15\n");
  truncateSync(join(directory, position), 1);
  orphan(directory);
  const { spool } = open(directory);
  spool.takeOver();
  expect(drain(spool)).toEqual(numbers(5));
});
