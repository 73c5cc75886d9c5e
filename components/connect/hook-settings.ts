/** Agents whose own hooks can reach a door over HTTP. */
export type HookedAgent = "claude-code" | "codex" | "gemini" | "cursor" | "copilot";

const timeoutSeconds = 3;

const hooksOf: Readonly<Record<HookedAgent, readonly string[]>> = {
  "claude-code": [
    "SessionStart",
    "UserPromptSubmit",
    "PreToolUse",
    "PostToolUse",
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
  ],
  codex: [
    "SessionStart",
    "UserPromptSubmit",
    "PreToolUse",
    "PermissionRequest",
    "PostToolUse",
    "SubagentStart",
    "SubagentStop",
    "PreCompact",
    "PostCompact",
    "Stop",
  ],
  gemini: [
    "SessionStart",
    "BeforeAgent",
    "BeforeTool",
    "AfterTool",
    "Notification",
    "PreCompress",
    "AfterAgent",
    "SessionEnd",
  ],
  cursor: [
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
  ],
  copilot: [
    "SessionStart",
    "UserPromptSubmit",
    "PreToolUse",
    "PostToolUse",
    "PostToolUseFailure",
    "SubagentStart",
    "SubagentStop",
    "Notification",
    "ErrorOccurred",
    "PreCompact",
    "Stop",
    "SessionEnd",
  ],
};

/** What posts a payload and never stops the agent: with a limit of its own, and no word of what came of it. */
const curl = (agent: HookedAgent, url: string) =>
  `curl -s -m 2 -o /dev/null --data-binary @- -H "Authorization: Bearer $SIGHTLINE_API_KEY" ${url}/api/v1/hooks/${agent} || true`;

function handler(agent: HookedAgent, hook: string, url: string): object {
  const command = curl(agent, url);
  switch (agent) {
    case "claude-code":
      // It posts by itself, but for the one hook that it runs as a command only.
      return hook === "SessionStart"
        ? { hooks: [{ type: "command", timeout: timeoutSeconds, command }] }
        : {
            hooks: [
              {
                type: "http",
                url: `${url}/api/v1/hooks/claude-code`,
                timeout: timeoutSeconds,
                headers: { Authorization: "Bearer $SIGHTLINE_API_KEY" },
                allowedEnvVars: ["SIGHTLINE_API_KEY"],
              },
            ],
          };
    case "codex":
      return { hooks: [{ type: "command", timeout: timeoutSeconds, command }] };
    case "gemini":
      return { hooks: [{ type: "command", name: "sightline", timeout: timeoutSeconds * 1_000, command }] };
    case "cursor":
      return { timeout: timeoutSeconds, command };
    case "copilot":
      return { type: "command", timeoutSec: timeoutSeconds, bash: command };
  }
}

/** What goes into an agent's settings so that its hooks post to their door. A line a hook, to be read as well as copied. */
export function hookSettings(agent: HookedAgent, url: string): string {
  const version = agent === "cursor" || agent === "copilot" ? '  "version": 1,\n' : "";
  const lines = hooksOf[agent].map(
    (hook) => `    ${JSON.stringify(hook)}: [${JSON.stringify(handler(agent, hook, url))}]`,
  );
  return `{\n${version}  "hooks": {\n${lines.join(",\n")}\n  }\n}`;
}
