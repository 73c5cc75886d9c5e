import { setTimeout as pause } from "node:timers/promises";
import { processState } from "../process-state";

/** So many attempts at once, and from then on one each `everyMs`; whoever would wait longer is refused. */
type Pace = { burst: number; everyMs: number; waitMsMax: number };

/** Enough for typing errors, too few for guessing: 14,400 passwords a day, from however many addresses. */
const ofAccount: Pace = { burst: 10, everyMs: 6_000, waitMsMax: 20_000 };
/** Many people may sit behind one address. */
const ofAddress: Pace = { burst: 60, everyMs: 1_000, waitMsMax: 5_000 };
const namesMax = 10_000;

const throttle = processState("login-throttle", () => ({
  /** When the attempts taken so far will have been worked off, by account and by address. */
  freeAtMs: new Map<string, number>(),
  /** Accounts with the addresses that have an attempt waiting. */
  waiting: new Set<string>(),
}));

/** What the login page shows as "wait a minute"; next-auth passes an error's message on. */
export const tooManyAttempts = "too-many-attempts";

/**
 * Lets an attempt to log in go on, at once or after a delay, so that guessing is slow and nobody can lock somebody else out:
 * an address has one attempt at an account waiting, the next ones are refused, and there is room for the owner's. Throws
 * where the delay would be too long.
 */
export async function admitLoginAttempt(email: string, address: string): Promise<void> {
  const account = email.trim().toLowerCase();
  const pair = `${account} ${address}`;
  if (throttle.waiting.has(pair)) throw new Error(tooManyAttempts);
  const waitMs = Math.max(take(`address ${address}`, ofAddress), take(`account ${account}`, ofAccount));
  if (waitMs === 0) return;
  throttle.waiting.add(pair);
  try {
    await pause(waitMs);
  } finally {
    throttle.waiting.delete(pair);
  }
}

/** Takes the next free place and answers how long until then. Throws, and takes none, where it is too far off. */
function take(name: string, { burst, everyMs, waitMsMax }: Pace): number {
  const nowMs = Date.now();
  const { freeAtMs } = throttle;
  if (freeAtMs.size >= namesMax) forgetIdle(nowMs);
  const freeAt = Math.max(freeAtMs.get(name) ?? 0, nowMs) + everyMs;
  const waitMs = Math.max(0, freeAt - nowMs - burst * everyMs);
  if (waitMs > waitMsMax) throw new Error(tooManyAttempts);
  freeAtMs.set(name, freeAt);
  return waitMs;
}

/** Names cost memory only while they have something to wait for, or nearly; who sends ever new ones forgets only those. */
function forgetIdle(nowMs: number): void {
  for (const [name, freeAt] of throttle.freeAtMs) if (freeAt <= nowMs) throttle.freeAtMs.delete(name);
  for (const name of throttle.freeAtMs.keys()) {
    if (throttle.freeAtMs.size < namesMax) return;
    throttle.freeAtMs.delete(name);
  }
}
