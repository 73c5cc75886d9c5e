import { after, type Guide } from "../guide";
import { hookSettings } from "../hook-settings";
import { byCommand, keyInShell, startIt } from "./shared-steps";

const missing = "hooks.json has no hook of this name: Cursor leaves out names that it doesn't know without a word.";

export const cursor: Guide = {
  id: "cursor",
  name: "Cursor",
  note: "hooks",
  lead: "Its generic hooks hand each payload to curl. The specific ones tell the same again, and are left out.",
  ways: [
    {
      name: "with its own hooks",
      steps: ({ url, key }) => [
        keyInShell(
          key,
          "Cursor hands on the environment that it was started in: start it from that shell, or log in anew.",
        ),
        { title: "Add the hooks", snippets: [{ label: ".cursor/hooks.json", text: hookSettings("cursor", url) }] },
        startIt("Cursor", "Restart Cursor, and ask its agent something."),
      ],
    },
    byCommand("cursor", "Cursor"),
  ],
  filter: { source: ["cursor"] },
  expected: [
    {
      label: "sessionStart",
      kind: "session.started",
      comes: "When a conversation starts.",
      isDue: after("turn.started", "tool.started"),
      reason: missing,
    },
    {
      label: "beforeSubmitPrompt",
      kind: "turn.started",
      comes: "With what you ask it.",
      isDue: after("tool.started", "turn.completed"),
      reason: missing,
    },
    {
      label: "preToolUse",
      kind: "tool.started",
      comes: "Before the first tool.",
      isDue: after("tool.completed"),
      reason: missing,
    },
    {
      label: "postToolUse",
      kind: "tool.completed",
      comes: "After the first tool.",
      isDue: (arrived) => arrived.has("tool.started") && arrived.has("turn.completed") && !arrived.has("tool.failed"),
      reason: missing,
    },
    { label: "subagentStart", kind: "agent.spawned", comes: "With the first subagent." },
    {
      label: "stop",
      kind: "turn.completed",
      comes: "When it has answered.",
      isDue: after("session.ended"),
      reason: missing,
    },
    { label: "sessionEnd", kind: "session.ended", comes: "When the conversation ends." },
  ],
  silence: [
    "An app that was started from the dock has no variables of your shell, and then the key is missing: 401.",
    "Names of hooks that Cursor doesn't know are left out without a word.",
  ],
};
