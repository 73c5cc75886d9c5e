import { z } from "zod";
import { type KeyPrivacy, keyPrivacies } from "@/lib/contract/key-privacy";
import { type KeyScope, keyScopes } from "@/lib/contract/key-scopes";
import { prisma } from "../db/prisma";
import { projectsOf } from "./memberships";
import { notGone } from "./workspaces";

export type ApiKeyRecord = {
  id: string;
  prefix: string;
  scopes: KeyScope[];
  expiresAt: Date | null;
  revokedAt: Date | null;
  rateLimit: number | null;
  privacy: KeyPrivacy;
  /** Empty: any. */
  allowedSources: string[];
  /** The only ones whose events it reads; null: all. */
  projects: string[] | null;
  /** `deletedAt`: since then it can only be read. */
  workspace: { id: number; slug: string; strict: boolean; deletedAt: Date | null };
};

/** The key with this SHA-256; whether it is revoked or has expired is the caller's to judge. */
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
      allowedSources: true,
      projects: true,
      revokedAt: true,
      workspace: { select: { id: true, slug: true, strict: true, deletedAt: true } },
    },
  });
  if (!key) return null;
  return {
    ...key,
    scopes: z.array(z.enum(keyScopes)).parse(key.scopes),
    privacy: z.enum(keyPrivacies).parse(key.privacy),
    projects: projectsOf(key.projects),
  };
}
