import type { AgentEvent } from "../contract/event";
import { baseName, readObject, readText } from "./metadata";
import { code, did, errorOf, failed, type Telling } from "./telling";

/** For each tool the verb, plain and past, and the inputs that say what it was used on and why. */
type ToolWords = { plain: string; past: string; on: readonly string[]; why: readonly string[]; path?: true };

const shell: ToolWords = { plain: "run", past: "ran", on: ["command"], why: ["description"] };
const onFile = (plain: string, past: string): ToolWords => ({
  plain,
  past,
  on: ["file_path", "notebook_path", "path"],
  why: ["description"],
  path: true,
});
const search: ToolWords = { plain: "search for", past: "searched for", on: ["pattern"], why: ["path", "glob"] };
const delegate: ToolWords = {
  plain: "delegate",
  past: "delegated",
  on: ["description", "prompt"],
  why: ["subagent_type"],
};

const wordsByTool: Readonly<Record<string, ToolWords>> = {
  Bash: shell,
  PowerShell: shell,
  Shell: shell,
  run_shell_command: shell,
  Read: onFile("read", "read"),
  read_file: onFile("read", "read"),
  Write: onFile("write", "wrote"),
  write_file: onFile("write", "wrote"),
  Edit: onFile("edit", "edited"),
  MultiEdit: onFile("edit", "edited"),
  NotebookEdit: onFile("edit", "edited"),
  LS: { plain: "list", past: "listed", on: ["path"], why: [], path: true },
  Glob: search,
  Grep: search,
  WebFetch: { plain: "fetch", past: "fetched", on: ["url"], why: ["prompt"] },
  WebSearch: { plain: "search the web for", past: "searched the web for", on: ["query"], why: [] },
  Agent: delegate,
  Task: delegate,
};

const mcpTool = /^mcp__(.+?)__(.+)$/;

/** The tool's name as a person says it, and the server it is reached through, if any. */
export function toolNameOf({ metadata, operation }: AgentEvent): { tool: string | null; server: string | null } {
  const tool = readText(metadata, "tool_name") ?? operation;
  const [, server = null, name = null] = (tool && mcpTool.exec(tool)) ?? [];
  return name === null ? { tool, server: null } : { tool: name, server };
}

/** What a tool was, or is to be, used on: the command, path or pattern of its input. Null for tools that we don't know. */
export function toolTargetOf(event: AgentEvent): { verb: ToolWords; target: string; why: string | null } | null {
  const { tool } = toolNameOf(event);
  const verb = tool !== null && Object.hasOwn(wordsByTool, tool) ? wordsByTool[tool] : undefined;
  if (!verb) return null;
  const input = readObject(event.metadata, "tool_input");
  const target = readText(input, ...verb.on) ?? readText(event.metadata, ...verb.on);
  if (target === null) return null;
  const why = readText(input, ...verb.why);
  return {
    verb,
    target: verb.path ? baseName(target) : target,
    why: why === target ? null : why,
  };
}

/** Tells a tool's start, success or failure in that tool's own verb; an unknown tool is "used". */
export function tellTool(stage: "started" | "completed" | "failed"): Telling {
  return (event) => {
    const { tool, server } = toolNameOf(event);
    const known = toolTargetOf(event);
    const [plain, past] = known ? [known.verb.plain, known.verb.past] : ["use", "used"];
    const object = code(known?.target ?? tool ?? "a tool");
    const why =
      known?.why ?? server ?? readText(readObject(event.metadata, "tool_input"), "description", "query", "path");
    switch (stage) {
      case "started":
        return { parts: [did(`began to ${plain}`), ...object], why };
      case "completed":
        return { parts: [did(past), ...object], why };
      case "failed":
        return { parts: [failed("failed"), did(`to ${plain}`), ...object], why: errorOf(event.metadata) ?? why };
    }
  };
}
