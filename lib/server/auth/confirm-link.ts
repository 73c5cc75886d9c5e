import { createHash, randomBytes } from "node:crypto";
import { createEmailConfirmation, spendEmailConfirmation } from "../store/email-confirmations";

const linkMs = 24 * 60 * 60_000;

/** A link that shows an address to be somebody's, once and within a day. Its code stands in the fragment. */
export async function issueConfirmLink(personId: string, email: string, origin: string): Promise<string> {
  const code = randomBytes(32).toString("base64url");
  await createEmailConfirmation(personId, { hash: hashOf(code), email, expiresAt: new Date(Date.now() + linkMs) });
  return `${origin}/confirm#code=${code}`;
}

/** Makes the link's address the person's own; see `spendEmailConfirmation`. */
export function confirmByCode(personId: string, code: string): ReturnType<typeof spendEmailConfirmation> {
  return spendEmailConfirmation(personId, hashOf(code));
}

/** The code is random, so a plain SHA-256 keeps it. */
function hashOf(code: string): Buffer {
  return createHash("sha256").update(code).digest();
}
