import type { Permission } from "../contract/permission";

/** A matrix of agents (rows) and operations (columns), each in the order of its names. */
export type PermissionMatrix = {
  agents: readonly (string | null)[];
  operations: readonly (string | null)[];
  /** Undefined where the agent never asked for the operation, or where what was decided is filtered away. */
  find: (agent: string | null, operation: string | null) => Permission | undefined;
  permissions: readonly Permission[];
};

export type PermissionFilter = {
  /** Text that an agent's id or name has in it, in any case. */
  agent: string;
  operation: string;
  /** Only what was denied; `since` an instant: only what was denied last from then on. */
  onlyDenied: boolean;
  sinceMs: number | null;
  nameOf: (agentId: string) => string | undefined;
};

/** What a filter leaves of the decisions, as rows and columns that have at least one. */
export function permissionMatrix(permissions: readonly Permission[], filter: PermissionFilter): PermissionMatrix {
  const left = permissions.filter((permission) => isLeft(permission, filter));
  const cells = new Map<string | null, Map<string | null, Permission>>();
  for (const permission of left) {
    const row = cells.get(permission.agent_id) ?? new Map<string | null, Permission>();
    cells.set(permission.agent_id, row.set(permission.operation, permission));
  }
  const labelOf = (agent: string | null) => (agent === null ? null : (filter.nameOf(agent) ?? agent));
  return {
    agents: [...cells.keys()].sort((a, b) => compare(labelOf(a), labelOf(b)) || compare(a, b)),
    operations: [...new Set(left.map(({ operation }) => operation))].sort(compare),
    find: (agent, operation) => cells.get(agent)?.get(operation),
    permissions: left,
  };
}

function isLeft(permission: Permission, { agent, operation, onlyDenied, sinceMs, nameOf }: PermissionFilter): boolean {
  const { agent_id, last_denial } = permission;
  if (onlyDenied && (last_denial === null || (sinceMs !== null && Date.parse(last_denial.at) < sinceMs))) return false;
  const names = agent_id === null ? [] : [agent_id, nameOf(agent_id) ?? ""];
  return has(names, agent) && has([permission.operation ?? ""], operation);
}

function has(texts: readonly string[], sought: string): boolean {
  const text = sought.trim().toLowerCase();
  return text === "" || texts.some((each) => each.toLowerCase().includes(text));
}

/** By name; what has none comes last. */
function compare(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a.localeCompare(b, "en", { numeric: true });
}
