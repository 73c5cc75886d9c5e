import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { readIfThere } from "../state-files";
import { hookPlan } from "./agent-settings";
import { applyChange } from "./changed-file";
import { hasHooks, removeHooks } from "./edit-json";
import { planHooks, planRemoval } from "./plan-change";
import { settingsCorpus } from "./settings-corpus";
import { SettingsProblem } from "./settings-problem";

const folder = mkdtempSync(join(tmpdir(), "sightline-settings-"));
const path = join(folder, "agent/settings.json");
const state = join(folder, "sightline");
// One of either shape.
const agents = ["codex", "cursor"] as const;
const starter = ["/usr/bin/node", "/home/dev/.sightline/bin/sightline-hook.cjs"] as const;
const planOf = (agent: (typeof agents)[number]) => hookPlan(agent, starter, { project: null });
const plan = planOf("codex");

beforeAll(() => {
  vi.stubEnv("XDG_STATE_HOME", folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  rmSync(join(folder, "agent"), { recursive: true, force: true });
  rmSync(state, { recursive: true, force: true });
  mkdirSync(join(folder, "agent"));
});

/** Installs, and returns where the text before is kept. */
function install(wanted = plan): string | null {
  const change = planHooks(path, wanted);
  if (!change) throw new Error("There is something to install.");
  return applyChange(change);
}

function uninstall(): void {
  const change = planRemoval(path, "hooks");
  if (!change) throw new Error("There is something to take out.");
  applyChange(change);
}

test.each(settingsCorpus)("install and uninstall give back %s byte by byte", (_, text) => {
  for (const agent of agents) {
    writeFileSync(path, text);
    const backup = install(planOf(agent));
    expect(readFileSync(backup ?? "", "utf8")).toBe(text);
    expect(planHooks(path, planOf(agent))).toBeNull();
    uninstall();
    expect(readFileSync(path, "utf8")).toBe(text);
    expect(planRemoval(path, "hooks")).toBeNull();
  }
});

test("a file that install made is gone after uninstall", () => {
  expect(install()).toBeNull();
  uninstall();
  expect(readIfThere(path)).toBeNull();
});

test("another version in between changes nothing of that", () => {
  const text = '{ "model": "opus" }';
  writeFileSync(path, text);
  install(hookPlan("codex", ["/opt/node", "/old/sightline-hook.cjs"], { project: null }));
  install();
  expect(hasHooks(readFileSync(path, "utf8"), plan)).toBe(true);
  uninstall();
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("what was written since stays, and only ours go", () => {
  writeFileSync(path, "{}");
  install();
  const edited = readFileSync(path, "utf8").replace("{", '{\n  // mine\n  "model": "opus",');
  writeFileSync(path, edited);
  uninstall();
  expect(readFileSync(path, "utf8")).toBe(removeHooks(edited));
  expect(readFileSync(path, "utf8")).toMatch(/\/\/ mine\n {2}"model": "opus"/);
});

test("the mode stays, and a link's target is written", () => {
  const target = join(folder, "agent/dotfiles.json");
  writeFileSync(target, "{}");
  chmodSync(target, 0o640);
  symlinkSync(target, path);
  install();
  expect(lstatSync(path).isSymbolicLink()).toBe(true);
  expect(statSync(target).mode & 0o777).toBe(0o640);
  expect(hasHooks(readFileSync(target, "utf8"), plan)).toBe(true);
  uninstall();
  expect(readFileSync(target, "utf8")).toBe("{}");
  expect(readdirSync(join(folder, "agent")).sort()).toEqual(["dotfiles.json", "settings.json"]);
});

test("a file that changed meanwhile is not overwritten", () => {
  writeFileSync(path, "{}");
  const change = planHooks(path, plan);
  writeFileSync(path, '{ "model": "opus" }');
  expect(() => change && applyChange(change)).toThrow("changed by somebody else");
  expect(readFileSync(path, "utf8")).toBe('{ "model": "opus" }');
});

test("copies of settings are for this person only", () => {
  writeFileSync(path, "{}");
  expect(statSync(install() ?? "").mode & 0o777).toBe(0o600);
});

test("a file that is no UTF-8 is left alone, as its bytes could not be written back", () => {
  const before = Buffer.from('{ "env": { "NAME": "caf\xe9" } }\n', "latin1");
  mkdirSync(join(folder, "agent"), { recursive: true });
  writeFileSync(path, before);
  expect(() => planHooks(path, plan)).toThrow(SettingsProblem);
  expect(() => planRemoval(path, "hooks")).toThrow(SettingsProblem);
  writeFileSync(path, '{ "env": { "NAME": "\uFFFD" } }\n');
  expect(planHooks(path, plan)?.before).toContain("\uFFFD");
});
