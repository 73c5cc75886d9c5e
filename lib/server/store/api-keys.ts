import { z } from "zod";
import { type Key, type KeyScope, keyScopes } from "@/lib/contract/keys";
import { type KeyPrivacy, keyPrivacies } from "@/lib/contract/privacy";
import { prisma } from "../db/prisma";

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
  lastUsedAt: true,
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
};

/** The workspace's keys that are not revoked, newest first; with `createdBy`, only that person's. */
export async function listApiKeys(workspaceId: number, createdBy?: string): Promise<Key[]> {
  const keys = await prisma().apiKey.findMany({
    where: { workspaceId, revokedAt: null, ...(createdBy === undefined ? {} : { createdBy }) },
    select: selection,
    orderBy: { id: "desc" },
  });
  return keys.map(keyOf);
}

export async function createApiKey(workspaceId: number, { hash, ...key }: NewKey): Promise<Key> {
  return keyOf(
    await prisma().apiKey.create({ data: { workspaceId, hash: Uint8Array.from(hash), ...key }, select: selection }),
  );
}

/** Revokes at once; false when the workspace has no such key (or, with `createdBy`, that person has none). */
export async function revokeApiKey(workspaceId: number, keyId: string, createdBy?: string): Promise<boolean> {
  if (!z.uuid().safeParse(keyId).success) return false;
  const { count } = await prisma().apiKey.updateMany({
    where: { id: keyId, workspaceId, revokedAt: null, ...(createdBy === undefined ? {} : { createdBy }) },
    data: { revokedAt: new Date() },
  });
  return count > 0;
}

type KeyRow = Omit<NewKey, "hash" | "scopes" | "privacy"> & {
  privacy: string;
  id: string;
  scopes: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
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
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
  };
}
