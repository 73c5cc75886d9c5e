import type { JsonObject } from "./draft";

/** Who acted. Absent parts are unknown. */
export type ClaudeCodeAgent = { id?: string; name?: string; role?: string; metadata: { parent_agent_id?: string } };

/**
 * The main agent is named by its session and by the folder that it works in. A subagent shares the session, says its
 * own id and type, and has the main agent as its parent, because a payload never names another.
 */
export function claudeCodeAgent(payload: JsonObject): ClaudeCodeAgent {
  const { session_id: session, agent_id: subagent, agent_type: type, cwd } = payload;
  if (typeof session !== "string" || session === "") return { metadata: {} };
  if (typeof subagent === "string" && subagent !== "") {
    const name = typeof type === "string" && type !== "" ? type : subagent;
    return { id: `${session}/${subagent}`, name, role: "subagent", metadata: { parent_agent_id: session } };
  }
  const folder = typeof cwd === "string" ? lastPart(cwd) : undefined;
  return { id: session, ...(folder && { name: folder }), role: "main", metadata: {} };
}

/** The last part of a path of either kind: `/home/dev/checkout/` and `C:\work\checkout` are both `checkout`. */
function lastPart(path: string): string | undefined {
  return path.split(/[/\\]+/).findLast((part) => part !== "");
}
