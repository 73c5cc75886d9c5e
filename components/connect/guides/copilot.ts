import { after, type Guide } from "../guide";
import { hookSettings } from "../hook-settings";
import { byCommand, keyInShell, startIt } from "./shared-steps";

const missing = "The hooks have none of this name, in this spelling.";

export const copilot: Guide = {
  id: "copilot",
  name: "Copilot",
  note: "hooks",
  lead: "For the CLI and the agents of VS Code. The spelling of the hooks' names chooses the payload's: in this one it names its hook and its session.",
  ways: [
    {
      name: "with its own hooks",
      steps: ({ url, key }) => [
        keyInShell(key),
        {
          title: "Add the hooks",
          snippets: [{ label: ".github/hooks/sightline.json", text: hookSettings("copilot", url) }],
        },
        startIt("Copilot", "Start Copilot in that repository, and ask it something."),
      ],
    },
    byCommand("copilot", "Copilot"),
  ],
  filter: { source: ["copilot"] },
  expected: [
    {
      label: "SessionStart",
      kind: "session.started",
      comes: "When a session starts.",
      isDue: after("turn.started", "tool.started"),
      reason: missing,
    },
    {
      label: "UserPromptSubmit",
      kind: "turn.started",
      comes: "With what you ask it.",
      isDue: after("tool.started", "turn.completed"),
      reason: missing,
    },
    {
      label: "PreToolUse",
      kind: "tool.started",
      comes: "Before the first tool.",
      isDue: after("tool.completed"),
      reason: missing,
    },
    {
      label: "PostToolUse",
      kind: "tool.completed",
      comes: "After the first tool.",
      isDue: (arrived) => arrived.has("tool.started") && arrived.has("turn.completed") && !arrived.has("tool.failed"),
      reason: missing,
    },
    { label: "SubagentStart", kind: "agent.spawned", comes: "With the first subagent." },
    {
      label: "Stop",
      kind: "turn.completed",
      comes: "When it has answered.",
      isDue: after("session.ended"),
      reason: missing,
    },
    { label: "SessionEnd", kind: "session.ended", comes: "When the session ends." },
  ],
  silence: [
    "The file must be on the branch that Copilot works on.",
    "GitHub's cloud agent reaches only addresses that its firewall allows.",
  ],
};
