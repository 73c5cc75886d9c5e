import { z } from "zod";
import { type KeyScope, keyScopes } from "@/lib/contract/keys";
import { type KeyPrivacy, keyPrivacies } from "@/lib/contract/privacy";
import { prisma } from "../db/prisma";
import { log } from "../log";
import { notGone } from "./workspaces";

export type ApiKeyRecord = {
  id: string;
  prefix: string;
  scopes: KeyScope[];
  expiresAt: Date | null;
  revokedAt: Date | null;
  rateLimit: number | null;
  privacy: KeyPrivacy;
  /** `deletedAt`: since then it can only be read. */
  workspace: { id: number; slug: string; strict: boolean; deletedAt: Date | null };
};

const lastUsedEveryMs = 60_000;

/** The key with this SHA-256; whether it is revoked or has expired is the caller's to judge. Notes its use by the minute. */
export async function findApiKey(hash: Buffer): Promise<ApiKeyRecord | null> {
  const key = await prisma().apiKey.findUnique({
    where: { hash: Uint8Array.from(hash), workspace: notGone() },
    select: {
      id: true,
      prefix: true,
      scopes: true,
      expiresAt: true,
      rateLimit: true,
      privacy: true,
      revokedAt: true,
      lastUsedAt: true,
      workspace: { select: { id: true, slug: true, strict: true, deletedAt: true } },
    },
  });
  if (!key) return null;
  const { lastUsedAt, ...record } = key;
  if (!key.revokedAt && Date.now() - (lastUsedAt?.getTime() ?? 0) > lastUsedEveryMs) {
    // Nobody waits for this note, and no request fails for it.
    prisma()
      .apiKey.updateMany({ where: { id: key.id }, data: { lastUsedAt: new Date() } })
      .catch((error: unknown) => log.warn({ message: String(error) }, "a key's last use could not be noted"));
  }
  return {
    ...record,
    scopes: z.array(z.enum(keyScopes)).parse(record.scopes),
    privacy: z.enum(keyPrivacies).parse(record.privacy),
  };
}
