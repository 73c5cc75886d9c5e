import { createHash, randomBytes } from "node:crypto";
import { createPasswordReset, spendPasswordReset } from "../store/password-resets";
import { hashPassword } from "./password";
import { forgetLogin } from "./viewer";

const linkMs = 60 * 60_000;

/**
 * A link that sets a new password once, within an hour. Its code stands in the fragment, which reaches no server's log.
 * `mailed`: nobody but the holder of the person's address gets to see it.
 */
export async function issueResetLink(
  personId: string,
  { origin, mailed }: { origin: string; mailed: boolean },
): Promise<{ url: string; expiresAt: Date }> {
  const code = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + linkMs);
  await createPasswordReset(personId, { hash: hashOf(code), mailed, expiresAt });
  return { url: `${origin}/reset#code=${code}`, expiresAt };
}

/** Sets the password and ends every login of the person; null for a code that opens nothing (any more). */
export async function resetPasswordByCode(
  code: string,
  password: string,
): Promise<{ personId: string; email: string } | null> {
  const spent = await spendPasswordReset(hashOf(code), await hashPassword(password));
  for (const login of spent?.endedLogins ?? []) forgetLogin(login);
  return spent;
}

/** The code is random, so a plain SHA-256 keeps it. */
function hashOf(code: string): Buffer {
  return createHash("sha256").update(code).digest();
}
