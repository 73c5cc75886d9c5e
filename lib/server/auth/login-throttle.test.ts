import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { admitLoginAttempt, tooManyAttempts } from "./login-throttle";

// The throttle's pause is Node's own, which fake timers replace by asking for it.
vi.mock("node:timers/promises", () => ({
  setTimeout: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
}));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** After how many seconds each attempt went on; null for one that was refused. */
async function delays(attempts: readonly (readonly [email: string, address: string])[]): Promise<(number | null)[]> {
  const startedMs = Date.now();
  const told = attempts.map(([email, address]) =>
    admitLoginAttempt(email, address).then(
      () => (Date.now() - startedMs) / 1_000,
      (error: Error) => {
        expect(error.message).toBe(tooManyAttempts);
        return null;
      },
    ),
  );
  await vi.advanceTimersByTimeAsync(60_000);
  return Promise.all(told);
}

const times = <T>(count: number, of: T) => Array.from({ length: count }, () => of);

test("typing errors cost nothing; who goes on guessing waits, one attempt at a time", async () => {
  const attempt = [`${randomUUID()}@example.com`, "192.0.2.1"] as const;
  expect(await delays(times(13, attempt))).toEqual([...times(10, 0), 6, null, null]);
});

test("a guesser delays the owner of an account, and never locks them out", async () => {
  const email = `${randomUUID()}@example.com`;
  const guesses = times(100, [email, "192.0.2.2"] as const);
  const [owner] = (await delays([...guesses, [email.toUpperCase(), "192.0.2.3"]])).slice(-1);
  expect(owner).toBe(12);
});

test("an address that tries many accounts waits too, and others don't", async () => {
  const accounts = Array.from({ length: 62 }, () => [`${randomUUID()}@example.com`, "192.0.2.4"] as const);
  expect((await delays(accounts)).slice(58)).toEqual([0, 0, 1, 2]);
  expect(await delays([[`${randomUUID()}@example.com`, "192.0.2.5"]])).toEqual([0]);
});

test("what was tried is forgiven in time", async () => {
  const attempt = [`${randomUUID()}@example.com`, "192.0.2.6"] as const;
  await delays(times(10, attempt));
  expect(await delays(times(10, attempt))).toEqual(times(10, 0));
});
