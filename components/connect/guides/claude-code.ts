import { after, type Guide } from "../guide";
import { hookSettings } from "../hook-settings";
import { byCommand, keyInShell, startIt } from "./shared-steps";

export const claudeCode: Guide = {
  id: "claude-code",
  name: "Claude Code",
  note: "http hooks, no install",
  lead: "Its own hooks post straight to Sightline. Nothing to install, and nothing that could slow it down: an answer is always empty and comes within milliseconds.",
  ways: [
    {
      name: "with its own hooks",
      steps: ({ url, key }) => [
        keyInShell(key),
        {
          title: "Add the hooks",
          text: "Merge this into your settings. SessionStart is a command, as Claude Code runs that one no other way.",
          snippets: [{ label: "~/.claude/settings.json", text: hookSettings("claude-code", url) }],
        },
        startIt("Claude Code"),
      ],
    },
    byCommand("claude-code", "Claude Code"),
  ],
  filter: { source: ["claude-code"] },
  expected: [
    {
      label: "SessionStart",
      kind: "session.started",
      comes: "When a session starts.",
      isDue: after("turn.started", "tool.started", "turn.completed"),
      reason:
        "Claude Code runs this one only as a command hook: see that the settings have it with curl, and that it was a new session.",
    },
    {
      label: "UserPromptSubmit",
      kind: "turn.started",
      comes: "With what you ask it.",
      isDue: after("tool.started", "turn.completed"),
      reason: "The settings have no hook of this name, or it came with another key.",
    },
    {
      label: "PreToolUse",
      kind: "tool.started",
      comes: "Before the first tool.",
      isDue: after("tool.completed", "tool.failed"),
      reason: "The settings have no hook of this name.",
    },
    {
      label: "PostToolUse",
      kind: "tool.completed",
      comes: "After the first tool.",
      isDue: (arrived) => arrived.has("tool.started") && arrived.has("turn.completed") && !arrived.has("tool.failed"),
      reason: "The settings have no hook of this name, or every tool was denied.",
    },
    {
      label: "Stop",
      kind: "turn.completed",
      comes: "When it has answered.",
      isDue: after("session.ended"),
      reason: "The settings have no hook of this name. An interrupted answer fires none.",
    },
    { label: "Notification", kind: "permission.requested", comes: "When it waits for you. Nothing to do." },
    { label: "SubagentStart", kind: "agent.spawned", comes: "With the first subagent." },
    {
      label: "SubagentStop",
      kind: "agent.completed",
      comes: "When a subagent is done.",
      isDue: (arrived) => arrived.has("agent.spawned") && arrived.has("turn.completed"),
      reason: "The settings have no hook of this name.",
    },
    { label: "SessionEnd", kind: "session.ended", comes: "When the session ends." },
  ],
  silence: [
    "Claude Code reads its settings when it starts: begin a new session.",
    "A variable that isn't listed in allowedEnvVars becomes an empty text, and then the key is missing: 401.",
    "disableAllHooks, or an administrator's allowedHttpHookUrls, keeps hooks from running.",
  ],
};
