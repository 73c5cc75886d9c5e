import { randomUUID } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { prisma } from "../db/prisma";
import { sweepPaces } from "../store/paces";
import { withTestDatabase } from "../testing/test-workspace";
import { admitLoginAttempt } from "./login-throttle";

withTestDatabase();

/** The throttle's pauses, which end when a test says so. */
const pauses = vi.hoisted(() => [] as { ms: number; end: () => void }[]);
vi.mock("node:timers/promises", () => ({
  setTimeout: (ms: number) => new Promise<void>((resolve) => pauses.push({ ms, end: resolve })),
}));
afterEach(() => void pauses.splice(0));

const newEmail = () => `${randomUUID()}@example.com`;

type Outcome = "at once" | "refused" | { seconds: number };

/** What became of an attempt; its delay to the second that it began in, as the clock goes on between attempts. */
async function attempt(email: string, address: string, admit = admitLoginAttempt): Promise<Outcome> {
  const before = pauses.length;
  const admitted = admit(email, address);
  const settled = await Promise.race([
    admitted.then((isAdmitted): Outcome => (isAdmitted ? "at once" : "refused")),
    vi.waitUntil(() => pauses[before], { interval: 1, timeout: 30_000 }),
  ]);
  return typeof settled === "object" && "ms" in settled ? { seconds: Math.ceil(settled.ms / 1_000) } : settled;
}

async function attempts(count: number, email: string, address: string): Promise<Outcome[]> {
  const told: Outcome[] = [];
  for (let i = 0; i < count; i += 1) told.push(await attempt(email, address));
  return told;
}

const atOnce = (count: number): Outcome[] => Array.from({ length: count }, () => "at once");

test("typing errors cost nothing; who goes on guessing waits, one attempt at a time", async () => {
  const email = newEmail();
  expect(await attempts(10, email, "192.0.2.1")).toEqual(atOnce(10));
  const [waits, ...more] = await attempts(3, email, "192.0.2.1");
  expect(waits).toHaveProperty("seconds");
  expect(more).toEqual(["refused", "refused"]);
  for (const { end } of pauses) end();
  await vi.waitFor(async () => expect(await attempt(email, "192.0.2.1")).toHaveProperty("seconds"));
});

test("a guesser delays the owner of an account, and never locks them out", async () => {
  const email = newEmail();
  await attempts(30, email, "192.0.2.2");
  expect(await attempt(email.toUpperCase(), "192.0.2.3")).toHaveProperty("seconds");
});

test("an address that tries many accounts waits too, and others don't", async () => {
  const told = Promise.all(Array.from({ length: 90 }, () => admitLoginAttempt(newEmail(), "192.0.2.4")));
  const ending = setInterval(() => {
    for (const { end } of pauses) end();
  }, 5);
  expect(await told).toContain(false);
  clearInterval(ending);
  expect(pauses.length).toBeGreaterThan(0);
  expect(await attempt(newEmail(), "192.0.2.5")).toBe("at once");
});

test("attempts at another instance count as well", async () => {
  const email = newEmail();
  await attempts(5, email, "192.0.2.6");
  vi.resetModules();
  Reflect.deleteProperty(globalThis, Symbol.for("sightline.login-throttle"));
  const other = await import("./login-throttle");
  expect(other.admitLoginAttempt).not.toBe(admitLoginAttempt);
  for (let i = 0; i < 5; i += 1) expect(await attempt(email, "192.0.2.7", other.admitLoginAttempt)).toBe("at once");
  expect(await attempt(email, "192.0.2.7", other.admitLoginAttempt)).toHaveProperty("seconds");
  expect(await attempt(email, "192.0.2.6")).toHaveProperty("seconds");
});

test("what was tried is forgiven in time, and then leaves no row; what was typed is nowhere in them", async () => {
  const email = newEmail();
  await attempts(10, email, "192.0.2.8");
  expect(JSON.stringify(await prisma().pace.findMany())).not.toContain(email.slice(0, 8));
  await prisma().$executeRaw`UPDATE paces SET free_at = free_at - INTERVAL '1 minute'`;
  expect(await attempts(10, email, "192.0.2.8")).toEqual(atOnce(10));
  await prisma().$executeRaw`UPDATE paces SET free_at = free_at - INTERVAL '1 day'`;
  await sweepPaces();
  expect(await prisma().pace.count()).toBe(0);
});
