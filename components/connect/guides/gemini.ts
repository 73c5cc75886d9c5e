import { after, type Guide } from "../guide";
import { hookSettings } from "../hook-settings";
import { byCommand, keyInShell, startIt } from "./shared-steps";

const missing = "The settings have no hook of this name.";

export const gemini: Guide = {
  id: "gemini",
  name: "Gemini CLI",
  note: "hooks",
  lead: "Its hooks hand each payload to curl, which posts it and says nothing. Timeouts are milliseconds there.",
  ways: [
    {
      name: "with its own hooks",
      steps: ({ url, key }) => [
        keyInShell(key),
        {
          title: "Add the hooks",
          snippets: [{ label: "~/.gemini/settings.json", text: hookSettings("gemini", url) }],
        },
        startIt("Gemini CLI"),
      ],
    },
    byCommand("gemini", "Gemini CLI"),
  ],
  filter: { source: ["gemini"] },
  expected: [
    {
      label: "SessionStart",
      kind: "session.started",
      comes: "When a session starts.",
      isDue: after("turn.started", "tool.started", "turn.completed"),
      reason: `${missing} Or the session is an old one.`,
    },
    {
      label: "BeforeAgent",
      kind: "turn.started",
      comes: "With what you ask it.",
      isDue: after("tool.started", "turn.completed"),
      reason: missing,
    },
    {
      label: "BeforeTool",
      kind: "tool.started",
      comes: "Before the first tool.",
      isDue: after("tool.completed"),
      reason: missing,
    },
    {
      label: "AfterTool",
      kind: "tool.completed",
      comes: "After the first tool.",
      isDue: (arrived) => arrived.has("tool.started") && arrived.has("turn.completed") && !arrived.has("tool.failed"),
      reason: missing,
    },
    { label: "Notification", kind: "permission.requested", comes: "When it waits for you. Nothing to do." },
    {
      label: "AfterAgent",
      kind: "turn.completed",
      comes: "When it has answered.",
      isDue: after("session.ended"),
      reason: missing,
    },
    {
      label: "SessionEnd",
      kind: "session.ended",
      comes: "When the session ends. It isn't waited for, so it may be lost.",
    },
  ],
  silence: [
    "The key must be in the environment of the shell that Gemini CLI was started in.",
    "A hook may print nothing but JSON: with -o /dev/null curl prints nothing.",
  ],
};
