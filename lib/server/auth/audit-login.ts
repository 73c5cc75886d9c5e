import { log } from "../log";
import { appendAuditOfPerson } from "../store/audit-log";
import { takePlace } from "../store/paces";

/** One entry a minute for each person and address: who guesses on should not be able to fill the log. */
const failures = { burst: 1, everyMs: 60_000, waitMsMax: 0 };

type Someone = { personId: string; email: string; address: string | null };

/** Tells each workspace of a person that they logged in or out. */
export async function auditLogin(
  act: "person.logged_in" | "person.logged_out",
  { personId, email, address }: Someone,
): Promise<void> {
  await appendAuditOfPerson(personId, { actor: { kind: "person", id: personId, label: email }, act, address });
}

/**
 * Tells the server's own log that somebody tried an e-mail address which nobody has: there is no workspace to tell. Once a minute for
 * each place that it comes from, and without what was typed, which may be a password in the wrong field.
 */
export function logUnknownLogin(address: string): void {
  takePlace(`unknown login ${address}`, failures)
    .then((waitMs) => {
      if (waitMs !== null) log.warn({ address }, "somebody tried to log in with an address that nobody here has");
    })
    .catch(() => {});
}

/**
 * The same of a log-in that failed: not by that person, as far as anybody knows. Nobody waits for it, or the answer would take
 * longer where there is such a person.
 */
export function auditFailedLogin({ personId, email, address }: Someone): void {
  takePlace(`failed login ${personId} ${address}`, failures)
    .then((waitMs) => {
      if (waitMs === null) return;
      const actor = { kind: "system", id: null, label: "Somebody" } as const;
      return appendAuditOfPerson(personId, { actor, act: "person.login_failed", target: email, address });
    })
    .catch((error: unknown) => {
      log.warn({ message: String(error) }, "a failed log-in could not be written down");
    });
}
