import { expect, test } from "vitest";
import { agentFile, hookPlan } from "./agent-settings";
import { addHooks, eventsWithOurs, hasHooks, readSettings, removeHooks } from "./edit-json";
import type { HookPlan } from "./hook-plan";
import { settingsCorpus } from "./settings-corpus";

const agents = ["claude-code", "codex", "gemini", "cursor", "copilot"] as const;
const starter = ["/usr/bin/node", "/home/dev/my files/.sightline/bin/sightline-hook.cjs"] as const;
const plans = agents.map((agent): [string, HookPlan] => [agent, hookPlan(agent, starter, { project: null })]);

/** What the settings say besides ours; what is empty counts as nothing. */
function others(text: string) {
  const { hooks = {}, version: _, ...rest } = readSettings(text);
  return [rest, Object.entries(hooks as object).filter(([, entries]) => (entries as unknown[]).length > 0)];
}

const comments = (text: string) => text.match(/\/\/.*|\/\*.*?\*\//g);

test.each(settingsCorpus)("hooks come into %s and go again", (_, text) => {
  for (const [agent, plan] of plans) {
    const added = addHooks(text, plan);
    expect(hasHooks(added, plan), agent).toBe(true);
    expect(eventsWithOurs(added)).toEqual(expect.arrayContaining(Object.keys(plan.handlers)));
    expect(addHooks(added, plan)).toBe(added);
    const removed = removeHooks(added);
    expect(eventsWithOurs(removed)).toEqual([]);
    expect(others(removed)).toEqual(others(text));
    for (const edited of [added, removed]) {
      expect(comments(edited)).toEqual(comments(text));
      if (text.includes("\r\n")) expect(edited).not.toMatch(/[^\r]\n/);
      if (text.trim() !== "") expect(edited.startsWith("\uFEFF")).toBe(text.startsWith("\uFEFF"));
    }
  }
});

test("a hook of one's own that somebody put beside ours stays", () => {
  const [, plan] = plans[0] ?? [];
  const own = { type: "command", command: "./check.sh" };
  const groups = [{ matcher: "Bash", hooks: [plan?.handlers.Stop, own] }];
  const text = JSON.stringify({ hooks: { Stop: groups } }, null, 2);
  expect(readSettings(removeHooks(text))).toEqual({ hooks: { Stop: [{ matcher: "Bash", hooks: [own] }] } });
});

test("the hooks of another version, or of another place, are replaced", () => {
  const [, plan] = plans[0] ?? [];
  if (!plan) throw new Error("There is a first plan.");
  const old = hookPlan("claude-code", ["/opt/node", "/old/bin/sightline-hook.cjs"], { project: null });
  for (const [, text] of settingsCorpus) expect(hasHooks(addHooks(addHooks(text, old), plan), plan)).toBe(true);
});

test.each([
  ['{\n  "a": 1\n  "b": 2\n}', "Line 3 is no JSON"],
  ['{\n  "hooks": {\n', "Line 3 is no JSON"],
  ["[]", "no JSON object"],
  ['{ "hooks": [] }', "`hooks` is no object"],
  ['{ "hooks": { "Stop": {} } }', "`hooks.Stop` is no list"],
  ['{ "hooks": {}, "hooks": {} }', "can't be edited safely"],
  ['{ "hooks": { "Stop": [], "Stop": [] } }', "can't be edited safely"],
])("%s is left alone", (text, message) => {
  for (const [, plan] of plans) {
    if (text.includes("Stop") && plan.handlers.Stop === undefined) continue;
    expect(() => addHooks(text, plan)).toThrow(message);
  }
});

test("settings of one's own name this machine's paths, those of a project name none", () => {
  const own = hookPlan("claude-code", starter, { project: null }).handlers.Stop;
  expect(own?.command).toBe("/usr/bin/node '/home/dev/my files/.sightline/bin/sightline-hook.cjs' claude-code");
  for (const agent of agents) {
    const shared = hookPlan(agent, starter, { project: "/home/dev/checkout" });
    expect(JSON.stringify(shared), agent).not.toContain("/home/dev");
    const text = addHooks("{}", shared);
    expect(hasHooks(text, shared), agent).toBe(true);
    expect(removeHooks(text)).not.toContain("sightline-hook");
  }
  expect(agentFile("claude-code", { project: "/p" }).path).toBe("/p/.claude/settings.json");
});
