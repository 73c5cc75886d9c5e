import type { Role } from "@/lib/contract/roles";
import type { Prisma } from "../db/generated/client";

type Member = { personId: string; email: string; role: Role; projects: readonly string[] | null };

/** Gives a member a role, and lets them and the keys that they have made see the events of some projects only; null: all events. */
export async function setMembership(
  tx: Prisma.TransactionClient,
  workspaceId: number,
  { personId, email, role, projects }: Member,
): Promise<void> {
  await tx.$executeRaw`UPDATE memberships SET role = ${role}, projects = ${projects}::text[]
    WHERE workspace_id = ${workspaceId} AND person_id = ${personId}::uuid`;
  await tx.$executeRaw`UPDATE api_keys SET projects = ${projects}::text[]
    WHERE workspace_id = ${workspaceId} AND created_by = ${email}`;
}

/**
 * Lets a key that was just made see no more than who made it, as they are now: a change of what they see waits for the key's
 * transaction, or this one for that, as both take the workspace's row.
 */
export async function setReachOfMaker(tx: Prisma.TransactionClient, keyId: string): Promise<void> {
  await tx.$executeRaw`UPDATE api_keys k SET projects = m.projects
    FROM memberships m JOIN people p ON p.id = m.person_id
    WHERE k.id = ${keyId}::uuid AND m.workspace_id = k.workspace_id AND p.email = k.created_by`;
}
