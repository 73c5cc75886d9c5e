import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type HookedAgent, hookSettings } from "./hook-settings";

const documented: Record<HookedAgent, string> = {
  "claude-code": "claude-settings.json",
  codex: "codex-hooks.json",
  gemini: "gemini-settings.json",
  cursor: "cursor-hooks.json",
  copilot: "copilot-hooks.json",
};
const doors = readFileSync("docs/doors.md", "utf8");

test.each(Object.entries(documented) as [HookedAgent, string][])(
  "the page gives %s the settings of docs/doors.md, which a journey carries out",
  (agent, name) => {
    const [, json = ""] = new RegExp(`^\`\`\`json ${name.replace(".", "\\.")}\n(.*?)^\`\`\`$`, "ms").exec(doors) ?? [];
    expect(JSON.parse(hookSettings(agent, "http://127.0.0.1:3000"))).toEqual(JSON.parse(json));
    expect(hookSettings(agent, "https://example.com")).not.toContain("127.0.0.1");
  },
);
