import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { bundleHookCommand } from "../../scripts/build-emitter.mjs";
import { type CommandHome, createCommandHome } from "../testing/command-home";
import { opencodePlugin } from "./settings/opencode-plugin";

const root = join(import.meta.dirname, "../..");
const bundle = mkdtempSync(join(tmpdir(), "sightline-hook-"));
const command = join(bundle, "sightline-hook.cjs");
let home: CommandHome;

beforeAll(() => bundleHookCommand(root, command), 60_000);
afterAll(() => rmSync(bundle, { recursive: true, force: true }));
beforeEach(() => {
  home = createCommandHome(command);
});
afterEach(() => home.remove());

const inHome = (...parts: string[]) => join(home.folder, ...parts);
const read = (...parts: string[]) => readFileSync(inHome(...parts), "utf8");

test("install shows the change, asks, and does what it said once", async () => {
  const settings = inHome(".claude/settings.json");
  mkdirSync(inHome(".claude"));
  writeFileSync(settings, '{ "model": "opus" }\n');
  const shown = await home.run(["install", "claude-code", "--dry-run"]);
  expect(shown).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\+ {4}"SessionStart": \[$/m) });
  // Nobody is there to answer.
  expect((await home.run(["install", "claude-code"])).code).toBe(1);
  expect(read(".claude/settings.json")).toBe('{ "model": "opus" }\n');
  expect(existsSync(inHome(".sightline"))).toBe(false);

  const given = ["--yes", "--url", "http://127.0.0.1:9", "--key-stdin"];
  const done = await home.run(["install", "claude-code", ...given], "sl_given_by_stdin\n");
  expect(done).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(read(".config/sightline/config.json"))).toEqual({
    url: "http://127.0.0.1:9",
    api_key: "sl_given_by_stdin",
  });
  expect(statSync(inHome(".config/sightline/config.json")).mode & 0o777).toBe(0o600);
  const installed = read(".claude/settings.json");
  const again = await home.run(["install", "claude-code", "--yes"]);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("Nothing to change") });
  expect(read(".claude/settings.json")).toBe(installed);

  // What the settings name works as it stands there.
  const { hooks } = JSON.parse(installed) as { hooks: { Stop: { hooks: { command: string }[] }[] } };
  const [program = "", file = "", agent = ""] = hooks.Stop[0]?.hooks[0]?.command.split(" ") ?? [];
  expect([program, agent]).toEqual([process.execPath, "claude-code"]);
  expect(readFileSync(file, "utf8")).toBe(readFileSync(command, "utf8"));

  expect((await home.run(["install", "claude-code", "--uninstall", "--yes"])).code).toBe(0);
  expect(read(".claude/settings.json")).toBe('{ "model": "opus" }\n');
}, 60_000);

test("settings that are broken are told with their line and left alone", async () => {
  mkdirSync(inHome(".codex"));
  writeFileSync(inHome(".codex/hooks.json"), '{\n  "hooks": {\n');
  writeFileSync(inHome(".codex/config.toml"), 'notify = ["mine"]\n');
  for (const [option, message] of [
    ["--yes", /hooks\.json: Line 3 is no JSON/],
    ["--notify", /config\.toml: `notify` calls another program/],
  ] as const) {
    const told = await home.run(["install", "codex", option]);
    expect(told).toMatchObject({ code: 1, stderr: expect.stringMatching(message) });
  }
  expect(read(".codex/hooks.json") + read(".codex/config.toml")).toBe('{\n  "hooks": {\nnotify = ["mine"]\n');
}, 60_000);

test("a project's settings go into the project, OpenCode's plugin into its folder", async () => {
  await home.run(["install", "cursor", "--project", "--yes"]);
  expect(read(".cursor/hooks.json")).toMatch(/command -v sightline-hook .* && sightline-hook cursor \|\| true/);
  await home.run(["install", "opencode", "--yes"]);
  expect(read(".config/opencode/plugins/sightline.js")).toContain(".sightline/bin/sightline-hook.cjs");
  for (const args of [["cursor", "--project"], ["opencode"]]) {
    expect((await home.run(["install", ...args, "--uninstall", "--yes"])).code).toBe(0);
  }
  for (const file of [".cursor/hooks.json", ".config/opencode/plugins/sightline.js"])
    expect(existsSync(inHome(file))).toBe(false);
}, 60_000);

test("OpenCode's plugin tells what happens, in order, in the words of Claude Code", async () => {
  const plugin = inHome("plugin.mjs");
  const starter = ["/usr/bin/env", `HOME=${home.folder}`, "SIGHTLINE_URL=http://127.0.0.1:9", "SIGHTLINE_API_KEY=k"];
  writeFileSync(plugin, opencodePlugin([...starter, process.execPath, command]));
  const { Sightline } = await import(/* @vite-ignore */ pathToFileURL(plugin).href);
  const hooks = await Sightline({ directory: "/home/dev/checkout" });
  const use = { tool: "bash", sessionID: "s", callID: "c1" };
  await hooks.event({ event: { type: "session.created", properties: { info: { id: "s", title: "Refunds" } } } });
  await hooks["chat.message"]({ sessionID: "s", messageID: "m1" }, { parts: [{ type: "text", text: "Fix it" }] });
  await hooks["tool.execute.before"](use, { args: { command: "ls" } });
  await hooks["tool.execute.after"](use, { title: "ls", output: "a" });
  await hooks.event({ event: { type: "message.part.updated", properties: {} } });
  await hooks.event({ event: { type: "session.idle", properties: { sessionID: "s" } } });
  await vi.waitFor(() => expect(home.records()).toHaveLength(5), { timeout: 30_000, interval: 50 });
  const inOrder = home.records().sort((a, b) => (`${a.at}${a.id}` < `${b.at}${b.id}` ? -1 : 1));
  expect(inOrder.map(({ payload }) => payload)).toMatchObject([
    { hook_event_name: "SessionStart", session_id: "s", cwd: "/home/dev/checkout", session_title: "Refunds" },
    { hook_event_name: "UserPromptSubmit", prompt: "Fix it", prompt_id: "m1" },
    { hook_event_name: "PreToolUse", tool_name: "bash", tool_use_id: "c1", tool_input: { command: "ls" } },
    { hook_event_name: "PostToolUse", tool_use_id: "c1", tool_response: { title: "ls", output: "a" } },
    { hook_event_name: "Stop", session_id: "s" },
  ]);
}, 60_000);

test("doctor says what is wrong and how to mend it, until nothing is", async () => {
  let keyStatus = 401;
  let date = new Date(Date.now() - 3_600_000);
  const server = http.createServer((request, response) => {
    response.setHeader("date", date.toUTCString());
    response.statusCode = request.method === "GET" ? 200 : keyStatus;
    request.resume().on("end", () => response.end("{}"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const withKey = { SIGHTLINE_URL: url, SIGHTLINE_API_KEY: "sl_k" };
  const wrongs = async (env: Record<string, string>) => {
    const { code, stdout } = await home.run(["doctor"], "", env);
    const found = stdout.match(/^WRONG.*\n +→ .+/gm) ?? [];
    expect(code).toBe(found.length > 0 ? 1 : 0);
    return { stdout, wrong: found.join("\n") };
  };
  try {
    const bare = await wrongs({});
    expect(bare.wrong).toMatch(/WRONG address: None[\s\S]*WRONG hooks: No agent calls/);
    expect((await wrongs({ ...withKey, SIGHTLINE_URL: "http://127.0.0.1:9" })).wrong).toContain("can't be reached");
    const unknown = await wrongs(withKey);
    expect(unknown.wrong).toMatch(/WRONG key: The server doesn't know it/);
    expect(unknown.stdout).toMatch(/note {2}clock: 3\d{3} s from the server's/);

    keyStatus = 200;
    date = new Date();
    for (const agent of ["claude-code", "codex"]) await home.run(["install", agent, "--yes"], "", withKey);
    writeFileSync(inHome(".codex/config.toml"), "[features]\nhooks = false\n");
    const settings = inHome(".claude/settings.json");
    const installed = readFileSync(settings, "utf8");
    writeFileSync(settings, installed.replace("{", '{ "disableAllHooks": true,'));
    const off = await wrongs(withKey);
    expect(off.wrong).toMatch(/`disableAllHooks` is on[\s\S]*`\[features\] hooks` is off/);
    expect(off.stdout).toMatch(/note {2}codex: Codex skips hooks until you have reviewed them/);
    rmSync(inHome(".sightline/bin"), { recursive: true });
    expect((await wrongs(withKey)).wrong).toContain("sightline-hook.cjs is gone");

    rmSync(inHome(".codex"), { recursive: true });
    writeFileSync(settings, installed);
    await home.run(["install", "claude-code", "--yes"], "", withKey);
    expect((await wrongs(withKey)).wrong).toBe("");
  } finally {
    server.closeAllConnections();
    server.close();
  }
}, 60_000);

test("what no version knows is told on stderr, and never with the code that blocks an agent", async () => {
  for (const args of [["clippy"], [], ["install"], ["install", "gemini", "--notify"], ["status", "--colour"]]) {
    const { code, stdout, stderr } = await home.run(args, "{}");
    expect([0, 1]).toContain(code);
    expect(stdout).toBe("");
    expect(stderr).not.toBe("");
  }
}, 60_000);
