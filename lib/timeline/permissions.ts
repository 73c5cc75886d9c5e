import type { AgentEvent } from "../contract/event";
import type { Permission } from "../contract/permission";
import { kindOf } from "./event-kind";
import { timeOf } from "./event-time";
import { isDenial, toldText } from "./told";

/** Types that say an operation was allowed. */
export const allowingKinds = ["operation.allowed", "permission.allowed", "permission.approved", "permission.granted"];
/** Longest name of a tool that stands for an operation, in characters. */
export const operationMax = 200;

/** Decisions by agent and operation as a log in cursor order tells them. */
export function projectPermissions(events: readonly AgentEvent[]): Map<string, Permission> {
  const permissions = new Map<string, Permission>();
  for (const event of events) {
    const denied = isDenial(event);
    if (!denied && !allowingKinds.includes(kindOf(event))) continue;
    const { agent_id, cursor } = event;
    const operation = event.operation ?? toldTool(event);
    const key = JSON.stringify([agent_id, operation]);
    const before = permissions.get(key) ?? { allowed: 0, denied: 0, last_denial: null };
    const denial = { at: timeOf(event), reason: toldText(event.metadata, "reason", "error"), cursor };
    permissions.set(key, {
      agent_id,
      operation,
      allowed: before.allowed + (denied ? 0 : 1),
      denied: before.denied + (denied ? 1 : 0),
      last_denial: denied ? denial : before.last_denial,
      last_seen: timeOf(event),
      cursor,
    });
  }
  return permissions;
}

function toldTool({ metadata }: AgentEvent): string | null {
  const tool = toldText(metadata, "tool_name");
  return tool !== null && [...tool].length <= operationMax ? tool : null;
}
