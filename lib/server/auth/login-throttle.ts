import { RateLimiterMemory } from "rate-limiter-flexible";
import { processState } from "../process-state";

/** Attempts a minute: enough for typing errors, too few for guessing. */
const limits = processState("login-throttle", () => ({
  byAccount: new RateLimiterMemory({ points: 10, duration: 60 }),
  byAddress: new RateLimiterMemory({ points: 60, duration: 60 }),
}));

/** What the login page shows as "wait a minute"; next-auth passes an error's message on. */
export const tooManyAttempts = "too-many-attempts";

/** Throws when an account or an address has tried too often within the last minute. */
export async function admitLoginAttempt(email: string, address: string): Promise<void> {
  try {
    await limits.byAccount.consume(email.trim().toLowerCase());
    await limits.byAddress.consume(address);
  } catch {
    throw new Error(tooManyAttempts);
  }
}
