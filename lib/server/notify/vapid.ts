import webPush from "web-push";
import { z } from "zod";
import { env } from "../env";
import { processState } from "../process-state";
import { seal, unseal } from "../sealed";
import { findInstanceSecret, keepInstanceSecret } from "../store/instance-secrets";

const name = "vapid";
/** What a secret of the whole installation is sealed for. */
export const instancePurpose = (secretName: string) => `instance secret ${secretName}`;
const keys = z.object({ publicKey: z.string(), privateKey: z.string() });
export type VapidKeys = z.infer<typeof keys>;

const held = processState("vapid", () => ({ keys: null as Promise<VapidKeys> | null }));

/**
 * The keys by which push services know this installation (RFC 8292), made once and kept sealed in the database, for all instances.
 * Not made of the login secret: a browser subscribes to one public key, and would be lost with every rotation.
 */
export function vapidKeys(): Promise<VapidKeys> {
  held.keys ??= readOrMake().catch((error: unknown) => {
    held.keys = null;
    throw error;
  });
  return held.keys;
}

/** Whom a push service may write to about what we send: it takes https and mailto addresses only. */
export function vapidSubject(): string {
  const { NEXTAUTH_URL, SIGHTLINE_MAIL_FROM } = env();
  if (NEXTAUTH_URL?.startsWith("https:")) return new URL(NEXTAUTH_URL).origin;
  const address = /[^\s<>]+@[^\s<>]+/.exec(SIGHTLINE_MAIL_FROM ?? "")?.[0];
  return `mailto:${address ?? "sightline@localhost.localdomain"}`;
}

async function readOrMake(): Promise<VapidKeys> {
  const sealed =
    (await findInstanceSecret(name)) ??
    (await keepInstanceSecret(name, seal(JSON.stringify(webPush.generateVAPIDKeys()), instancePurpose(name))));
  return keys.parse(JSON.parse(unseal(sealed, instancePurpose(name))));
}
