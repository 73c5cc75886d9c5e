import { RateLimiterMemory } from "rate-limiter-flexible";
import { log } from "../log";
import { processState } from "../process-state";
import { appendAuditOfPerson } from "../store/audit-log";

/** One entry a minute for each person and address: who guesses on should not be able to fill the log. */
const failures = processState("audited-login-failures", () => new RateLimiterMemory({ points: 1, duration: 60 }));

type Someone = { personId: string; email: string; address: string | null };

/** Tells each workspace of a person that they logged in or out. */
export async function auditLogin(
  act: "person.logged_in" | "person.logged_out",
  { personId, email, address }: Someone,
): Promise<void> {
  await appendAuditOfPerson(personId, { actor: { kind: "person", id: personId, label: email }, act, address });
}

/**
 * The same of a log-in that failed: not by that person, as far as anybody knows. Nobody waits for it, or the answer would take
 * longer where there is such a person.
 */
export function auditFailedLogin({ personId, email, address }: Someone): void {
  failures
    .consume(`${personId} ${address}`)
    .then(() => {
      const actor = { kind: "system", id: null, label: "Somebody" } as const;
      return appendAuditOfPerson(personId, { actor, act: "person.login_failed", target: email, address });
    })
    .catch((error: unknown) => {
      if (error instanceof Error) log.warn({ message: error.message }, "a failed log-in could not be written down");
    });
}
