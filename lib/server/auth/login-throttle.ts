import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "../errors";
import { processState } from "../process-state";
import { type Pace, takePlace } from "../store/paces";

/** Enough for typing errors, too few for guessing: 14,400 passwords a day, from however many addresses. */
const ofAccount: Pace = { burst: 10, everyMs: 6_000, waitMsMax: 20_000 };
/** Many people may sit behind one address. */
const ofAddress: Pace = { burst: 60, everyMs: 1_000, waitMsMax: 5_000 };

/** Accounts with the addresses that have an attempt waiting here. */
const waiting = processState("login-throttle", () => new Set<string>());

/** What the login page shows as "wait a minute"; next-auth passes an error's message on. */
export const tooManyAttempts = "too-many-attempts";

/**
 * Lets an attempt to log in go on, at once or after a delay, so that guessing is slow and nobody can lock somebody else out:
 * an address has one attempt at an account waiting, the next ones are refused, and there is room for the owner's. False
 * where the delay would be too long. Attempts at all instances count together.
 */
export async function admitLoginAttempt(email: string, address: string): Promise<boolean> {
  const account = email.trim().toLowerCase();
  const pair = `${account} ${address}`;
  if (waiting.has(pair)) return false;
  const ofAddressMs = await takePlace(`login from ${address}`, ofAddress);
  const ofAccountMs = ofAddressMs === null ? null : await takePlace(`login to ${account}`, ofAccount);
  if (ofAddressMs === null || ofAccountMs === null) return false;
  const waitMs = Math.max(ofAddressMs, ofAccountMs);
  if (waitMs === 0) return true;
  if (waiting.has(pair)) return false;
  waiting.add(pair);
  try {
    await pause(waitMs);
  } finally {
    waiting.delete(pair);
  }
  return true;
}

/** The same for what is asked for elsewhere than at the log-in: throws 429 where the delay would be too long. */
export async function requireLoginAttempt(email: string, address: string): Promise<void> {
  if (!(await admitLoginAttempt(email, address))) throw tooManyTries();
}

/** The answer to who guesses. */
export function tooManyTries(): AppError {
  return new AppError("too_many_requests", {
    public: "Too many attempts. Wait a minute.",
    headers: { "retry-after": "60" },
  });
}
