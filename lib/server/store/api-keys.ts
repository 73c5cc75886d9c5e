import { z } from "zod";
import { type KeyPrivacy, keyPrivacies } from "@/lib/contract/key-privacy";
import { type KeyScope, keyScopes } from "@/lib/contract/key-scopes";
import type { Key } from "@/lib/contract/keys";
import { prisma } from "../db/prisma";
import { type ActedBy, appendAudit } from "./audit-log";
import { projectsOf } from "./memberships";
import { setReachOfMaker } from "./set-membership";

const selection = {
  id: true,
  name: true,
  prefix: true,
  scopes: true,
  createdAt: true,
  createdBy: true,
  expiresAt: true,
  rateLimit: true,
  privacy: true,
  allowedSources: true,
  projects: true,
  lastUsedAt: true,
  lastUsedFrom: true,
  eventCount: true,
} as const;

type NewKey = {
  name: string;
  prefix: string;
  hash: Buffer;
  scopes: KeyScope[];
  createdBy: string | null;
  expiresAt: Date | null;
  rateLimit: number | null;
  privacy?: KeyPrivacy;
  allowedSources?: string[];
  /** Of the key that made it, if one did; what a person sees is seen by theirs. */
  projects?: readonly string[] | null;
};

/** The workspace's keys that are not revoked, newest first, also those that have expired; with `createdBy`, only that person's. */
export async function listApiKeys(workspaceId: number, createdBy?: string): Promise<Key[]> {
  const keys = await prisma().apiKey.findMany({
    where: { workspaceId, revokedAt: null, ...(createdBy === undefined ? {} : { createdBy }) },
    select: selection,
    orderBy: { id: "desc" },
  });
  return keys.map(keyOf);
}

/** Where somebody does it, the audit log tells of it. */
export async function createApiKey(
  workspaceId: number,
  { hash, by, projects = null, ...key }: NewKey & { by?: ActedBy },
): Promise<Key> {
  return prisma().$transaction(async (tx) => {
    const data = { workspaceId, hash: Uint8Array.from(hash), ...key, ...(projects && { projects: [...projects] }) };
    const { id } = await tx.apiKey.create({ data, select: { id: true } });
    await setReachOfMaker(tx, id);
    const created = keyOf(await tx.apiKey.findUniqueOrThrow({ where: { id }, select: selection }));
    const details = { prefix: created.prefix, scopes: created.scopes, expires_at: created.expires_at };
    if (by) await appendAudit(workspaceId, { ...by, act: "key.created", target: created.name, details }, tx);
    return created;
  });
}

type Rotation = { minted: { hash: Buffer; prefix: string }; overlapMs: number; by: ActedBy };

/**
 * Makes a key with the settings of another, which goes on working for the overlap at most. One that expires gets a successor
 * that lasts as long as it did. Null when the workspace has no such key that works.
 */
export async function rotateApiKey(workspaceId: number, keyId: string, rotation: Rotation): Promise<Key | null> {
  if (!z.uuid().safeParse(keyId).success) return null;
  const { minted, overlapMs, by } = rotation;
  return prisma().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM api_keys WHERE id = ${keyId}::uuid AND workspace_id = ${workspaceId} FOR UPDATE`;
    const now = Date.now();
    const unexpired = [{ expiresAt: null }, { expiresAt: { gt: new Date(now) } }];
    const old = await tx.apiKey.findFirst({ where: { id: keyId, workspaceId, revokedAt: null, OR: unexpired } });
    if (!old) return null;
    const endsAt = new Date(Math.min(now + overlapMs, old.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY));
    await tx.apiKey.update({
      where: { id: keyId },
      data: overlapMs === 0 ? { revokedAt: endsAt } : { expiresAt: endsAt },
    });
    const { name, scopes, rateLimit, privacy, allowedSources, createdBy } = old;
    const lastsMs = old.expiresAt === null ? null : old.expiresAt.getTime() - old.createdAt.getTime();
    const created = keyOf(
      await tx.apiKey.create({
        data: {
          ...{ workspaceId, name, scopes, rateLimit, privacy, allowedSources, createdBy },
          prefix: minted.prefix,
          hash: Uint8Array.from(minted.hash),
          ...(old.projects.length > 0 && { projects: old.projects }),
          expiresAt: lastsMs === null ? null : new Date(now + lastsMs),
        },
        select: selection,
      }),
    );
    const details = { from: old.prefix, to: created.prefix, old_ends_at: endsAt.toISOString() };
    await appendAudit(workspaceId, { ...by, act: "key.rotated", target: name, details }, tx);
    return created;
  });
}

type Revocation = { createdBy?: string | undefined; by?: ActedBy };

/** Revokes at once; false when the workspace has no such key (or, with `createdBy`, that person has none). */
export async function revokeApiKey(
  workspaceId: number,
  keyId: string,
  { createdBy, by }: Revocation = {},
): Promise<boolean> {
  if (!z.uuid().safeParse(keyId).success) return false;
  return prisma().$transaction(async (tx) => {
    const [revoked] = await tx.apiKey.updateManyAndReturn({
      where: { id: keyId, workspaceId, revokedAt: null, ...(createdBy === undefined ? {} : { createdBy }) },
      data: { revokedAt: new Date() },
      select: { name: true, prefix: true },
    });
    if (!revoked) return false;
    const { name, prefix } = revoked;
    if (by) await appendAudit(workspaceId, { ...by, act: "key.revoked", target: name, details: { prefix } }, tx);
    return true;
  });
}

type KeyRow = Omit<NewKey, "hash" | "scopes" | "privacy" | "allowedSources" | "projects"> & {
  privacy: string;
  allowedSources: string[];
  projects: string[];
  id: string;
  scopes: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  lastUsedFrom: string | null;
  eventCount: bigint;
};

function keyOf(row: KeyRow): Key {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: z.array(z.enum(keyScopes)).parse(row.scopes),
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    expires_at: row.expiresAt?.toISOString() ?? null,
    rate_limit: row.rateLimit,
    privacy: z.enum(keyPrivacies).parse(row.privacy),
    allowed_sources: row.allowedSources,
    projects: projectsOf(row.projects),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    last_used_from: row.lastUsedFrom,
    event_count: Number(row.eventCount),
  };
}
