import { randomBytes } from "node:crypto";
import { seal, unseal } from "../sealed";

/** What a webhook's secrets are sealed for. */
export const webhookPurpose = (webhookId: string) => `webhook ${webhookId}`;

/** A new signing secret as Standard Webhooks write it, and as it is kept. */
export function mintWebhookSecret(webhookId: string): { secret: string; sealed: string } {
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  return { secret, sealed: seal(secret, webhookPurpose(webhookId)) };
}

/** The secret that was sealed for this webhook. */
export const openWebhookSecret = (sealed: string, webhookId: string) => unseal(sealed, webhookPurpose(webhookId));
