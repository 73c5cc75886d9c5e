import { z } from "zod";
import { isAtLeast, type Role, roles } from "@/lib/contract/roles";
import { prisma } from "../db/prisma";

/**
 * How an admin stands to a member whose password is to be set anew. `above`: wherever the member is, the admin is an admin
 * too and no less than they; otherwise the link would open workspaces to the admin that are none of theirs.
 */
export type ResetStanding = { standing: "above" | "beside"; personId: string; email: string };

/** Null where the workspace has no such member. */
export async function findResetStanding(
  workspaceId: number,
  { adminId, personId }: { adminId: string; personId: string },
): Promise<ResetStanding | null> {
  if (!z.uuid().safeParse(personId).success) return null;
  const person = await prisma().person.findFirst({
    where: { id: personId, memberships: { some: { workspaceId } } },
    select: { id: true, email: true, memberships: { select: { workspaceId: true, role: true } } },
  });
  if (!person) return null;
  const own = await prisma().membership.findMany({
    where: { personId: adminId },
    select: { workspaceId: true, role: true },
  });
  const roleIn = new Map(own.map((place): [number, Role] => [place.workspaceId, roleOf(place.role)]));
  const isAbove = person.memberships.every((place) => {
    const role = roleIn.get(place.workspaceId);
    return role !== undefined && isAtLeast(role, "admin") && isAtLeast(role, roleOf(place.role));
  });
  return { standing: isAbove ? "above" : "beside", personId: person.id, email: person.email };
}

const roleOf = (text: string): Role => z.enum(roles).parse(text);
