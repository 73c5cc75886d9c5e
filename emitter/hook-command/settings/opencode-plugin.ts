/**
 * OpenCode has no hooks that run commands: a plugin of ours tells each event to the command, in Claude Code's words. One
 * process at a time, so that they arrive in order, and never one that OpenCode would wait for.
 */
export function opencodePlugin(command: readonly string[]): string {
  return `// Written by \`sightline-hook install opencode\`, which also removes it: --uninstall.
import { spawn } from "node:child_process";

const [program, ...args] = ${JSON.stringify([...command, "opencode"])};
let last = Promise.resolve();

function tell(payload) {
  const run = () =>
    new Promise((resolve) => {
      try {
        const child = spawn(program, args, { stdio: ["pipe", "ignore", "ignore"], windowsHide: true });
        child.on("error", resolve);
        child.on("close", resolve);
        child.stdin.on("error", () => {});
        child.stdin.end(JSON.stringify(payload));
      } catch {
        resolve();
      }
    });
  last = last.then(run);
}

export const Sightline = async ({ directory }) => {
  const say = (hook_event_name, session_id, fields) => {
    try {
      tell({ hook_event_name, session_id, cwd: directory, ...fields });
    } catch {
      // A guest never stops the work.
    }
  };
  return {
    event: async ({ event }) => {
      const { sessionID, info, error } = event.properties ?? {};
      switch (event.type) {
        case "session.created":
          return say("SessionStart", info?.id, { session_title: info?.title, parent_session_id: info?.parentID });
        case "session.deleted":
          return say("SessionEnd", info?.id, {});
        case "session.idle":
          return say("Stop", sessionID, {});
        case "session.error":
          return say("StopFailure", sessionID, { error: error?.data?.message ?? error?.name });
        case "session.compacted":
          return say("PostCompact", sessionID, {});
        case "permission.updated":
        case "permission.asked":
          return say("PermissionRequest", sessionID, { tool_name: event.properties.type ?? event.properties.permission });
      }
    },
    "chat.message": async (input, output) => {
      const prompt = output?.parts?.map((part) => part.text).filter(Boolean).join("\\n");
      say("UserPromptSubmit", input.sessionID, { prompt, prompt_id: input.messageID ?? output?.message?.id });
    },
    "tool.execute.before": async (input, output) => {
      say("PreToolUse", input.sessionID, { tool_name: input.tool, tool_use_id: input.callID, tool_input: output?.args });
    },
    "tool.execute.after": async (input, output) => {
      const tool_response = { title: output?.title, output: output?.output };
      say("PostToolUse", input.sessionID, { tool_name: input.tool, tool_use_id: input.callID, tool_response });
    },
  };
};
`;
}
