import { after, type Guide } from "../guide";
import { hookSettings } from "../hook-settings";
import { byCommand, keyInShell, startIt } from "./shared-steps";

const untrusted = "Codex runs a hook only once it is trusted: open /hooks in Codex and accept this one.";

export const codex: Guide = {
  id: "codex",
  name: "Codex",
  note: "hooks",
  lead: "Its hooks hand each payload to curl, which posts it and says nothing. Codex runs them only after you have looked at them and trusted them.",
  ways: [
    {
      name: "with its own hooks",
      steps: ({ url, key }) => [
        keyInShell(key),
        {
          title: "Add the hooks",
          text: "Then start Codex and trust them, under /hooks: until then it runs none.",
          snippets: [{ label: "~/.codex/hooks.json", text: hookSettings("codex", url) }],
        },
        startIt("Codex"),
      ],
    },
    byCommand("codex", "Codex"),
    {
      name: "with its telemetry",
      steps: ({ url, key }) => [
        {
          title: "Point its exporter here",
          text: "The address is used as it stands, and the key is written out.",
          snippets: [
            {
              label: "~/.codex/config.toml",
              text: `[otel]\nexporter = { otlp-http = { endpoint = "${url}/v1/logs", protocol = "json", headers = { "Authorization" = "Bearer ${key}" } } }`,
            },
          ],
        },
        startIt("Codex", "Start Codex, and ask it something."),
      ],
    },
  ],
  filter: { source: ["codex"] },
  expected: [
    {
      label: "SessionStart",
      kind: "session.started",
      comes: "When a session starts.",
      isDue: after("turn.started", "tool.started", "turn.completed"),
      reason: untrusted,
    },
    {
      label: "UserPromptSubmit",
      kind: "turn.started",
      comes: "With what you ask it.",
      isDue: after("tool.started", "turn.completed"),
      reason: untrusted,
    },
    {
      label: "PreToolUse",
      kind: "tool.started",
      comes: "Before the first tool.",
      isDue: after("tool.completed"),
      reason: untrusted,
    },
    {
      label: "PostToolUse",
      kind: "tool.completed",
      comes: "After the first tool.",
      isDue: (arrived) => arrived.has("tool.started") && arrived.has("turn.completed"),
      reason: untrusted,
    },
    { label: "PermissionRequest", kind: "permission.requested", comes: "When it waits for you. Nothing to do." },
    { label: "Stop", kind: "turn.completed", comes: "When it has answered." },
  ],
  silence: [
    "Hooks must be trusted first: open /hooks in Codex and accept them. A project's hooks also need a trusted project.",
    "[features] hooks = false in config.toml turns them off.",
    "Versions from before May 2026 have no hooks: sightline-hook install codex --notify uses what they have.",
  ],
};
