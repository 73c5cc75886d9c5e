import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { bundleHookCommand } from "../../scripts/build-emitter.mjs";
import { type CommandHome, createCommandHome } from "../testing/command-home";

// What an agent sees of the command: that it goes, with 0, and says nothing.

const root = join(import.meta.dirname, "../..");
const bundle = mkdtempSync(join(tmpdir(), "sightline-hook-"));
const command = join(bundle, "sightline-hook.cjs");
/** Nobody is there: what this command keeps is not sent anywhere. */
const target = { SIGHTLINE_URL: "http://127.0.0.1:9", SIGHTLINE_API_KEY: "sl_secret_of_this_test" };
const quiet = { code: 0, stdout: "", stderr: "" };
const payload = { hook_event_name: "PreToolUse", session_id: "s", tool_use_id: "t" };
let home: CommandHome;

beforeAll(() => bundleHookCommand(root, command), 60_000);
afterAll(() => rmSync(bundle, { recursive: true, force: true }));
beforeEach(() => {
  home = createCommandHome(command, target);
});
afterEach(() => home.remove());

const troubles = () => readFileSync(join(home.folder, ".sightline/hook-troubles.jsonl"), "utf8");

test("a payload is kept, with its time and an id", async () => {
  for (const agent of ["claude-code", "opencode"])
    expect(await home.run([agent], JSON.stringify(payload))).toEqual(quiet);
  const records = home.records();
  expect(records.map(({ hook }) => hook).sort()).toEqual(["claude-code", "opencode"]);
  for (const record of records) {
    expect(record).toMatchObject({
      v: 1,
      at: expect.stringMatching(/Z$/),
      id: expect.stringMatching(/^.{14}7/),
      payload,
    });
  }
}, 60_000);

test("an agent that this version doesn't know is not stopped; an option may stand first", async () => {
  expect(await home.run(["agent-of-tomorrow"], JSON.stringify(payload))).toMatchObject({ code: 0, stdout: "" });
  expect(troubles()).toContain("agent-of-tomorrow");
  expect(home.records()).toEqual([]);
  const told = await home.run(["--verbose", "claude-code"], JSON.stringify(payload));
  expect(told).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Kept in /) });
  expect(home.records()).toHaveLength(1);
}, 60_000);

test("Codex's notify gives its payload as the last argument, and leaves stdin open", async () => {
  const notice = { type: "agent-turn-complete", "thread-id": "s", "turn-id": "1" };
  const child = home.start(["codex", JSON.stringify(notice)]);
  await new Promise((resolve) => child.on("exit", resolve));
  expect(child.exitCode).toBe(0);
  expect(home.records()).toMatchObject([{ hook: "codex", payload: notice }]);
}, 60_000);

test("a payload that is whole is not waited for any longer, one that never ends for two seconds", async () => {
  const ended: string[] = [];
  const sent = { never: '{"never":', whole: JSON.stringify(payload) };
  const children = Object.entries(sent).map(async ([name, text]) => {
    const child = home.start(["gemini"]);
    child.stdin?.on("error", () => undefined);
    child.stdin?.write(text);
    const [code] = await once(child, "exit");
    expect(code).toBe(0);
    ended.push(name);
  });
  await Promise.all(children);
  expect(ended).toEqual(["whole", "never"]);
  expect(home.records()).toHaveLength(1);
  expect(troubles()).toContain("is no JSON");
}, 60_000);

test.each([
  ["nothing", ""],
  ["half of a payload", '{"a":'],
  ["bytes", Buffer.from([0, 255, 254, 10, 13, 0])],
])(
  "%s is noted, and nothing else happens",
  async (_, input) => {
    expect(await home.run(["claude-code"], input)).toEqual(quiet);
    expect(home.records()).toEqual([]);
    expect(troubles()).toContain('"kind":"lost"');
  },
  60_000,
);

test("five megabytes are kept", async () => {
  expect(await home.run(["claude-code"], JSON.stringify({ ...payload, text: "é".repeat(2_500_000) }))).toEqual(quiet);
  expect(home.records()).toMatchObject([{ payload: { text: expect.stringMatching(/^é{2500000}$/) } }]);
}, 60_000);

test("without a key, with settings that are broken, or with no place to write it leaves as quietly", async () => {
  mkdirSync(join(home.folder, ".config/sightline"), { recursive: true });
  writeFileSync(join(home.folder, ".config/sightline/config.json"), "{ broken");
  expect(await home.run(["cursor"], "{}", { SIGHTLINE_API_KEY: "" })).toEqual(quiet);
  expect(troubles()).toContain("No key is configured");
  writeFileSync(join(home.folder, "file"), "");
  expect(await home.run(["cursor"], "{}", { HOME: join(home.folder, "file") })).toEqual(quiet);
  chmodSync(join(home.folder, ".sightline"), 0o500);
  expect(await home.run(["cursor"], "{}")).toEqual(quiet);
  chmodSync(join(home.folder, ".sightline"), 0o700);
}, 60_000);

test("a key in the file goes to the file's address only", async () => {
  mkdirSync(join(home.folder, ".config/sightline"), { recursive: true });
  const config = { url: "http://127.0.0.1:9", api_key: "sl_of_the_file" };
  writeFileSync(join(home.folder, ".config/sightline/config.json"), JSON.stringify(config));
  const elsewhere = { SIGHTLINE_URL: "http://127.0.0.2:9", SIGHTLINE_API_KEY: "" };
  expect(await home.run(["cursor"], "{}", elsewhere)).toEqual(quiet);
  expect(home.records()).toEqual([]);
  expect(await home.run(["cursor"], "{}", { ...elsewhere, SIGHTLINE_URL: "" })).toEqual(quiet);
  expect(home.records()).toHaveLength(1);
}, 60_000);

test("no file holds the key, and none but this person reads them", async () => {
  expect((await home.run(["copilot", "--verbose"], JSON.stringify(payload))).stdout).toMatch(/^Kept in /);
  const { stdout } = await home.run(["status"]);
  expect(stdout).toMatch(/waiting {7}1 records/);
  expect(stdout + JSON.stringify(home.records())).not.toContain(target.SIGHTLINE_API_KEY);
}, 60_000);
