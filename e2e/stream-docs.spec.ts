import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { ingest } from "./api";
import { type AppProcess, startAppProcess } from "./app-process";
import { type RunningExample, readExamples, runExample } from "./doc-examples";

// Each test goes on with the log that the one before has left.
test.describe.configure({ mode: "serial", timeout: 120_000 });

/** A reader that was cut off may be at its third pause, of up to ten seconds, when the app is back. */
const poll = expect.configure({ timeout: 30_000 }).poll;

const examples = readExamples("docs/stream.md");
const apiKey = `key-${randomUUID()}`;
const started: RunningExample[] = [];
let app: AppProcess;
let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sightline-examples-"));
  app = await startAppProcess({ SIGHTLINE_INIT_WORKSPACE: "harbor", SIGHTLINE_INIT_API_KEY: apiKey });
});

test.afterAll(async () => {
  for (const example of started) await example.stop();
  await app?.remove();
  rmSync(folder, { recursive: true, force: true });
});

function run(name: string, { args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {}) {
  const code = examples.get(name);
  if (code === undefined) throw new Error(`docs/stream.md has no example ${name}.`);
  const settings = { SIGHTLINE_URL: app.url, SIGHTLINE_API_KEY: apiKey, ...env };
  const example = runExample({ name, code, folder }, { args, env: settings });
  started.push(example);
  return example;
}

/** Tasks numbered like their cursors. */
const post = (from: number, to: number) =>
  ingest(
    { url: app.url, apiKey },
    numbers(from, to).map((n) => ({
      event_type: "task_started",
      agent_id: "loader",
      operation: `Löscht Kiste ${n} 📦`,
    })),
  );
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const linesOf = (from: number, to: number) => numbers(from, to).map((n) => `${n} task_started Löscht Kiste ${n} 📦`);

/** Waits until an example has printed the lines, all of them and nothing else. */
async function expectLines(example: RunningExample, lines: string[]): Promise<void> {
  const seen = () => ({ lines: example.lines(), ended: example.hasEnded() && example.complaints() });
  await poll(seen, { message: example.name }).toEqual({ lines, ended: false });
}

/** The cursors of the events in curl's output. */
const cursorsOf = (example: RunningExample) =>
  example
    .lines()
    .filter((line) => line.startsWith('data: {"cursor":') && line.includes('"event_type"'))
    .map((line) => JSON.parse(line.slice("data: ".length)).cursor);

test("every example of docs/stream.md is run here", () => {
  expect([...examples.keys()].sort()).toEqual([
    "agents.sh",
    "fetch.mjs",
    "follow.mjs",
    "follow.py",
    "resume.sh",
    "watch.sh",
  ]);
});

test("the programs print history and what is posted meanwhile, and go on after a kill -9 of the app, each line once", async () => {
  await post(1, 3);
  const programs = ["follow.mjs", "fetch.mjs", "follow.py"].map((name) => run(name, { args: ["0"] }));
  for (const program of programs) await expectLines(program, linesOf(1, 3));
  await post(4, 6);
  for (const program of programs) await expectLines(program, linesOf(1, 6));
  await app.kill9();
  await app.restart();
  await post(7, 9);
  for (const program of programs) await expectLines(program, linesOf(1, 9));
});

test("curl shows history and what is posted meanwhile, and resumes after a cursor", async () => {
  const watching = run("watch.sh");
  await poll(() => cursorsOf(watching)).toEqual(numbers(1, 9));
  const resumed = run("resume.sh", { env: { CURSOR: "7" } });
  await poll(() => cursorsOf(resumed)).toEqual([8, 9]);
  await post(10, 10);
  await poll(() => cursorsOf(watching)).toEqual(numbers(1, 10));
  await poll(() => cursorsOf(resumed)).toEqual([8, 9, 10]);
});

test("curl shows the state of the agents and each change of it", async () => {
  const watching = run("agents.sh");
  const eventsOf = () =>
    watching
      .lines()
      .filter((line) => line.startsWith('data: {"agent_id":'))
      .map((line) => JSON.parse(line.slice("data: ".length)))
      .map(({ agent_id, counts, status }) => `${agent_id} ${status.state} ${counts.events}`);
  await poll(eventsOf).toEqual(["loader working 10"]);
  await post(11, 11);
  await poll(eventsOf).toEqual(["loader working 10", "loader working 11"]);
});
