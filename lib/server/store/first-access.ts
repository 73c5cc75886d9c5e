import { keyScopes } from "@/lib/contract/key-scopes";
import type { Prisma } from "../db/generated/client";
import { prisma } from "../db/prisma";
import { log } from "../log";
import { type ActedBy, appendAudit } from "./audit-log";

/** Any number that nothing else in this database locks by: one set-up at a time. */
const setupLock = 7_305_001;
const firstKeyName = "First key";
const setupCodeMs = 24 * 60 * 60 * 1_000;

export type FirstAccess = {
  workspace: string;
  owner?: { email: string; passwordHash: string } | undefined;
  key?: { hash: Buffer; prefix: string } | undefined;
  /** Who the audit log says it was. */
  by: ActedBy;
};

/** Creates what is missing of a workspace, its owner and a key with all scopes; changes nothing that exists. */
export async function addMissingAccess(access: FirstAccess): Promise<void> {
  await prisma().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${setupLock})`;
    await createMissing(tx, access);
  });
}

/**
 * First run: spends a printed code for the first owner and workspace. `wrong-code` and `done` change nothing; `done`
 * when somebody exists already.
 */
export async function setUpWithCode(codeHash: Buffer, access: FirstAccess): Promise<"created" | "wrong-code" | "done"> {
  return prisma().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${setupLock})`;
    if (await tx.person.findFirst({ select: { id: true } })) return "done";
    const fresh = { gte: new Date(Date.now() - setupCodeMs) };
    const code = await tx.setupCode.findFirst({ where: { hash: Uint8Array.from(codeHash), createdAt: fresh } });
    if (!code) return "wrong-code";
    await createMissing(tx, access);
    await tx.setupCode.deleteMany();
    return "created";
  });
}

/** Keeps a code beside those that other instances printed; codes of an earlier day open nothing any more. */
export async function saveSetupCode(hash: Buffer): Promise<void> {
  await prisma().setupCode.deleteMany({ where: { createdAt: { lt: new Date(Date.now() - setupCodeMs) } } });
  await prisma().setupCode.create({ data: { hash: Uint8Array.from(hash) } });
}

async function createMissing(
  tx: Prisma.TransactionClient,
  { workspace: slug, owner, key, by }: FirstAccess,
): Promise<void> {
  const known = await tx.workspace.findUnique({ where: { slug }, select: { id: true } });
  const name = nameFromSlug(slug);
  const workspace =
    known ?? (await tx.workspace.create({ data: { slug, name, log: { create: {} } }, select: { id: true } }));
  if (!known) await appendAudit(workspace.id, { ...by, act: "workspace.created", target: name }, tx);
  if (owner) {
    const person =
      (await tx.person.findUnique({ where: { email: owner.email }, select: { id: true } })) ??
      // Whoever runs the server says so.
      (await tx.person.create({ data: { ...owner, emailVerifiedAt: new Date() }, select: { id: true } }));
    const place = { workspaceId: workspace.id, personId: person.id };
    const member = await tx.membership.findUnique({ where: { workspaceId_personId: place } });
    if (!member) {
      await tx.membership.create({ data: { ...place, role: "owner" } });
      const actor = { kind: "person", id: person.id, label: owner.email } as const;
      await appendAudit(workspace.id, { ...by, actor, act: "member.joined", details: { role: "owner" } }, tx);
    }
  }
  if (key) {
    const hash = Uint8Array.from(key.hash);
    const known = await tx.apiKey.findUnique({ where: { hash }, select: { workspaceId: true } });
    if (known && known.workspaceId !== workspace.id) {
      log.warn(
        { workspace: slug, prefix: key.prefix },
        "the key belongs to another workspace already; this one got none",
      );
    }
    if (!known) {
      await tx.apiKey.create({
        data: { workspaceId: workspace.id, name: firstKeyName, prefix: key.prefix, hash, scopes: [...keyScopes] },
      });
      const details = { prefix: key.prefix, scopes: [...keyScopes] };
      await appendAudit(workspace.id, { ...by, act: "key.created", target: firstKeyName, details }, tx);
    }
  }
}

/** `checkout-team` → `Checkout team`. */
function nameFromSlug(slug: string): string {
  const words = slug.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
