import { homedir } from "node:os";
import { join } from "node:path";
import type { CommandAgent } from "../../agents/hook-agents";
import type { JsonObject } from "../../draft";
import type { HookPlan } from "./hook-plan";
import { shellWord } from "./shell-word";

/** For all of a person's projects, or for the one in this folder. */
export type Scope = { project: string | null };

/** How the command is started, as a program and its first arguments. */
export type Starter = readonly [string, ...string[]];

/** Where an agent keeps its settings: JSON with hooks in it, or a plugin of its own. */
export type AgentFile = { path: string; kind: "hooks" | "plugin" };

/** The file that `install` writes for an agent. */
export function agentFile(agent: CommandAgent, { project }: Scope): AgentFile {
  const under = (own: string | undefined, folder: string, file: string) =>
    project === null ? join(own || join(homedir(), folder), file) : join(project, folder, file);
  const { CLAUDE_CONFIG_DIR, CODEX_HOME, COPILOT_HOME, XDG_CONFIG_HOME } = process.env;
  switch (agent) {
    case "claude-code":
      return { kind: "hooks", path: under(CLAUDE_CONFIG_DIR, ".claude", "settings.json") };
    case "codex":
      return { kind: "hooks", path: under(CODEX_HOME, ".codex", "hooks.json") };
    case "gemini":
      return { kind: "hooks", path: under(undefined, ".gemini", "settings.json") };
    case "cursor":
      return { kind: "hooks", path: under(undefined, ".cursor", "hooks.json") };
    case "copilot": {
      if (project !== null) return { kind: "hooks", path: join(project, ".github/hooks/sightline.json") };
      return { kind: "hooks", path: under(COPILOT_HOME, ".copilot", "hooks/sightline.json") };
    }
    case "opencode": {
      const folder =
        project === null ? join(XDG_CONFIG_HOME || join(homedir(), ".config"), "opencode") : join(project, ".opencode");
      return { kind: "plugin", path: join(folder, "plugins/sightline.js") };
    }
  }
}

/** Codex's own settings, beside its hooks. */
export function codexConfigPath({ project }: Scope): string {
  return project === null
    ? join(process.env.CODEX_HOME || join(homedir(), ".codex"), "config.toml")
    : join(project, ".codex/config.toml");
}

/** An agent waits for its hook no longer than this; the command itself takes some 50 ms. */
const timeoutSeconds = 5;

const tools = ["PreToolUse", "PostToolUse"];

/**
 * The hooks of an agent. Left out: Claude Code's WorktreeCreate (a hook replaces what git does), MessageDisplay (it
 * holds up every piece of text) and PermissionRequest (Notification tells the same), Gemini's hooks around the model, which
 * carry whole conversations, and Cursor's specific hooks, which tell again what the generic ones told.
 */
export function hookPlan(agent: Exclude<CommandAgent, "opencode">, starter: Starter, scope: Scope): HookPlan {
  const command = commandLine(agent, starter, scope);
  const plan = (shape: HookPlan["shape"], version: 1 | undefined, handler: JsonObject, events: readonly string[]) => ({
    shape,
    version,
    handlers: Object.fromEntries(events.map((event) => [event, handler])),
  });
  switch (agent) {
    case "claude-code":
      return plan("groups", undefined, { type: "command", command, timeout: timeoutSeconds }, [
        "SessionStart",
        "UserPromptSubmit",
        ...tools,
        "PostToolUseFailure",
        "PermissionDenied",
        "Notification",
        "SubagentStart",
        "SubagentStop",
        "TaskCreated",
        "TaskCompleted",
        "Stop",
        "StopFailure",
        "PreCompact",
        "SessionEnd",
      ]);
    case "codex":
      return plan("groups", undefined, { type: "command", command, timeout: timeoutSeconds }, [
        "SessionStart",
        "UserPromptSubmit",
        ...tools,
        "PermissionRequest",
        "SubagentStart",
        "SubagentStop",
        "PreCompact",
        "PostCompact",
        "Stop",
      ]);
    case "gemini":
      return plan(
        "groups",
        undefined,
        { type: "command", name: "sightline", command, timeout: timeoutSeconds * 1_000 },
        [
          "SessionStart",
          "BeforeAgent",
          "BeforeTool",
          "AfterTool",
          "Notification",
          "PreCompress",
          "AfterAgent",
          "SessionEnd",
        ],
      );
    case "cursor":
      return plan("list", 1, { command, timeout: timeoutSeconds }, [
        "sessionStart",
        "beforeSubmitPrompt",
        "preToolUse",
        "postToolUse",
        "postToolUseFailure",
        "subagentStart",
        "subagentStop",
        "preCompact",
        "stop",
        "sessionEnd",
      ]);
    case "copilot": {
      // This spelling of the events makes payloads that name their hook and their session.
      const handler = {
        type: "command",
        bash: command,
        powershell: powershellLine(starter, scope),
        timeoutSec: timeoutSeconds,
      };
      return plan("list", 1, handler, [
        "SessionStart",
        "UserPromptSubmit",
        ...tools,
        "PostToolUseFailure",
        "SubagentStart",
        "SubagentStop",
        "Notification",
        "ErrorOccurred",
        "PreCompact",
        "Stop",
        "SessionEnd",
      ]);
    }
  }
}

/** A project's settings are shared: they name no path of one machine, and do nothing where the command isn't installed. */
function commandLine(agent: CommandAgent, starter: Starter, { project }: Scope): string {
  if (project === null) return [...starter, agent].map((word) => shellWord(word)).join(" ");
  return `command -v sightline-hook >/dev/null 2>&1 && sightline-hook ${agent} || true`;
}

function powershellLine(starter: Starter, { project }: Scope): string {
  if (project === null) return `& ${[...starter, "copilot"].map((word) => shellWord(word, "win32")).join(" ")}`;
  return "if (Get-Command sightline-hook -ErrorAction SilentlyContinue) { sightline-hook copilot }";
}
