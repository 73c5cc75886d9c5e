import { after, type Guide } from "../guide";
import { byCommand } from "./shared-steps";

const missing = "The plugin is of an older version: run install again.";

export const opencode: Guide = {
  id: "opencode",
  name: "OpenCode",
  note: "plugin",
  lead: "It has no hooks that run commands; a plugin of thirty lines tells each event to the hook command, which sends it later.",
  ways: [
    byCommand("opencode", "OpenCode", {
      title: "Let the command add the plugin",
      text: "It writes ~/.config/opencode/plugins/sightline.js and shows it first; --uninstall takes it out again.",
    }),
  ],
  filter: { source: ["opencode"] },
  expected: [
    {
      label: "session.created",
      kind: "session.started",
      comes: "When a session starts.",
      isDue: after("turn.started", "tool.started"),
      reason: "The session was there before the plugin.",
    },
    {
      label: "chat.message",
      kind: "turn.started",
      comes: "With what you ask it.",
      isDue: after("tool.started", "turn.completed"),
      reason: missing,
    },
    {
      label: "tool.execute.before",
      kind: "tool.started",
      comes: "Before the first tool.",
      isDue: after("tool.completed"),
      reason: missing,
    },
    { label: "tool.execute.after", kind: "tool.completed", comes: "After the first tool." },
    { label: "permission.asked", kind: "permission.requested", comes: "When it waits for you. Nothing to do." },
    { label: "session.idle", kind: "turn.completed", comes: "When it has answered." },
  ],
  silence: [
    "OpenCode loads plugins when it starts: begin anew.",
    "sightline-hook doctor says what the flusher heard last.",
  ],
};
