import type { Permission } from "@/lib/contract/permission";

export const agentWords = (agent: string | null, name?: string) =>
  agent === null ? "No agent named" : (name ?? agent);
export const operationWords = (operation: string | null) => operation ?? "no operation named";

/** What was decided, as a tooltip and a screen reader say it. */
export function decisionWords(permission: Pick<Permission, "allowed" | "denied"> | undefined): string {
  if (!permission) return "never asked";
  const { allowed, denied } = permission;
  if (denied === 0) return `allowed ${times(allowed)}, never denied`;
  return allowed === 0
    ? `denied ${times(denied)}, never allowed`
    : `allowed ${times(allowed)}, denied ${times(denied)}`;
}

/** The same in few letters. */
export const countWords = ({ allowed, denied }: Pick<Permission, "allowed" | "denied">) =>
  [allowed > 0 && `${allowed.toLocaleString("en")} allowed`, denied > 0 && `${denied.toLocaleString("en")} denied`]
    .filter(Boolean)
    .join(", ");

const times = (count: number) => (count === 1 ? "once" : `${count.toLocaleString("en")} times`);
