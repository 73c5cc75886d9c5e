import { AppError } from "../errors";
import { findPersonByEmail } from "../store/people";
import { requireLoginAttempt } from "./login-throttle";
import { verifyPassword } from "./password";
import type { Viewer } from "./viewer";

/**
 * Before a change of how somebody logs in: the password once more, as an open page is no proof of who sits before it.
 * Throws 422 naming the field for a wrong one, 409 where there is none, 429 past the throttle.
 */
export async function requirePassword(
  viewer: Viewer,
  { password, field, address }: { password: string; field: string; address: string },
): Promise<void> {
  await requireLoginAttempt(viewer.email, address);
  const person = await findPersonByEmail(viewer.email);
  if (!person?.passwordHash) {
    throw new AppError("conflict", { public: "You have no password yet. Ask for a link to set one." });
  }
  if (await verifyPassword(person.passwordHash, password)) return;
  const message = "Is not your present password.";
  throw new AppError("invalid", { public: `${field}: ${message}`, errors: [{ path: field, message }] });
}
