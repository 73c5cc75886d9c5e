import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { closePools, databaseUrl, pool, setDatabaseUrl } from "../db/pool";
import { leaseEvents, sweepFullBuckets } from "../store/lease-events";
import { withTestDatabase } from "../testing/test-workspace";
import { type Admission, KeyRate } from "./key-rate";

withTestDatabase();

/** A key, its instances, and a way to let time pass for it: in the database and on the instances' clocks alike. */
function createKey(rate: number) {
  const keyId = randomUUID();
  const underWay = new Set<Promise<unknown>>();
  let passedMs = 0;
  let leases = 0;
  const now = () => performance.now() + passedMs;
  async function lease(request: Parameters<typeof leaseEvents>[0]) {
    leases += 1;
    const answer = leaseEvents(request);
    underWay.add(answer);
    return answer.finally(() => underWay.delete(answer));
  }
  return {
    keyId,
    now,
    leases: () => leases,
    instance: () => new KeyRate({ keyId, rate, lease, now }),
    async pass(ms: number) {
      await Promise.allSettled(underWay);
      // And what the instance makes of the answer.
      await nextTurn();
      passedMs += ms;
      const earlier = "UPDATE rate_buckets SET full_at = full_at - $2 * INTERVAL '1 millisecond' WHERE key_id = $1";
      await pool("query").query({ name: "pass", text: earlier, values: [keyId, ms] });
    },
  };
}

const rate = 100;
const burst = 200;
/** More than what an instance holds of this rate. */
const slice = 10;

test("a burst of two seconds' worth passes at once, and no more than that", async () => {
  const instance = createKey(1).instance();
  expect(await instance.admit(2)).toMatchObject({ admitted: true });
  expect(await instance.admit(2)).toMatchObject({ admitted: false });
});

test("a full bucket lets one batch larger than itself pass, which it then owes", async () => {
  const key = createKey(rate);
  const instance = key.instance();
  expect(await instance.admit(1_000)).toMatchObject({ admitted: true, available: expect.closeTo(-800, -2) });
  expect(await instance.admit(1)).toMatchObject({ admitted: false });
  await key.pass(5_000);
  expect(await instance.admit(1)).toMatchObject({ admitted: false });
  await key.pass(3_500);
  expect(await instance.admit(1)).toMatchObject({ admitted: true });
  expect(await instance.admit(1_000)).toMatchObject({ admitted: false });
  await key.pass(2_000);
  expect(await instance.admit(1_000)).toMatchObject({ admitted: true });
});

test("while the slice lasts nothing is awaited", async () => {
  const instance = createKey(rate).instance();
  expect(instance.admit(1)).toBeInstanceOf(Promise);
  await instance.admit(1);
  expect(instance.admit(1)).toMatchObject({ admitted: true });
});

test("an empty request passes and takes nothing", async () => {
  const key = createKey(rate);
  const instance = key.instance();
  expect(instance.admit(0)).toMatchObject({ admitted: true });
  expect(key.leases()).toBe(0);
});

test("requests that come at once share a renewal", async () => {
  const key = createKey(10_000);
  const instance = key.instance();
  const admissions = await Promise.all(Array.from({ length: 500 }, () => instance.admit(10)));
  expect(admissions.every(({ admitted }) => admitted)).toBe(true);
  expect(key.leases()).toBeLessThanOrEqual(4);
});

test.each([
  ["a steady stream of events under the limit", { rate: 100_000, eventsMs: 45 }],
  ["a flood over it", { rate: 10_000, eventsMs: 45 }],
])("%s costs some round trips a second", async (_, { rate: busyRate, eventsMs }) => {
  const key = createKey(busyRate);
  const instance = key.instance();
  const startMs = key.now();
  for (let ms = 0; ms < 1_000; ms++) {
    for (let i = 0; i < eventsMs; i++) await instance.admit(1);
    await key.pass(1);
  }
  // Twenty for what a second brings, a burst being two. Seconds are the clock's, which goes on while this test is slow.
  expect(key.leases()).toBeLessThan(5 + 20 * (2 + (key.now() - startMs) / 1_000));
});

const step = fc.record({
  instance: fc.nat(2),
  events: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 60 }) }, fc.integer({ min: 1, max: 3 * burst })),
  together: fc.integer({ min: 1, max: 4 }),
  passMs: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat(300), fc.nat(5_000)),
});

type Passed = { events: number; fromMs: number; toMs: number };

test("in any time, instances together admit no more than the burst, the rate and what they held", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const key = createKey(rate);
      const instances = [key.instance(), key.instance(), key.instance()] as const;
      const startMs = key.now();
      const passed: Passed[] = [];
      for (const { instance, events, together, passMs } of steps) {
        await key.pass(passMs);
        const fromMs = key.now();
        // Several requests at once, which come to instances that differ.
        const admissions = await Promise.all(
          Array.from({ length: together }, (_, i) => instances[((instance + i) % 3) as 0 | 1 | 2].admit(events)),
        );
        for (const { admitted } of admissions) if (admitted) passed.push({ events, fromMs, toMs: key.now() });
      }
      for (let first = 0; first < passed.length; first++) {
        for (let last = first; last < passed.length; last++) {
          const window = passed.slice(first, last + 1);
          const seconds = ((window.at(-1)?.toMs ?? 0) - (first === 0 ? startMs : (window[0]?.fromMs ?? 0))) / 1_000;
          // Whatever was owed for an oversized batch had been paid when the next one passed: one may be owed at the end.
          const owed = Math.max(0, ...window.map(({ events }) => events - burst));
          const held = first === 0 ? 0 : instances.length * slice;
          const sum = window.reduce((total, { events }) => total + events, 0);
          expect(sum).toBeLessThanOrEqual(burst + rate * seconds + owed + held + 0.01);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("one instance refuses only what a token bucket lacks, and what was refused passes after the wait that it told", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(1, 7, 100, 3_000),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1.5, noNaN: true }), fc.nat(1_500)), { minLength: 5, maxLength: 20 }),
      async (anyRate, sizes) => {
        const key = createKey(anyRate);
        const instance = key.instance();
        const full = 2 * anyRate;
        // The textbook's bucket. Time that this test takes beside what it lets pass only adds to the real one.
        let level = full;
        const take = async (events: number) => {
          const admission = await instance.admit(events);
          if (admission.admitted) level -= events;
          else expect(level).toBeLessThan(Math.max(Math.min(events, full), 0.15 * anyRate) + 0.01);
          return admission;
        };
        const pass = async (ms: number) => {
          await key.pass(ms);
          level = Math.min(full, level + (anyRate * ms) / 1_000);
        };
        for (const [share, passMs] of sizes) {
          await pass(passMs);
          const events = Math.max(1, Math.ceil(share * full));
          const refused: Admission = await take(events);
          if (refused.admitted) continue;
          await pass(refused.waitMs);
          expect(await take(events)).toMatchObject({ admitted: true });
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("without the database the slice is spent on, and then it is a 503", async () => {
  const instance = createKey(rate).instance();
  await instance.admit(1);
  const url = databaseUrl();
  await closePools();
  setDatabaseUrl("postgres://nobody@127.0.0.1:1/nothing");
  try {
    expect(await instance.admit(3)).toMatchObject({ admitted: true });
    await expect(instance.admit(50)).rejects.toMatchObject({
      status: 503,
      outside: { headers: { "retry-after": "2" } },
    });
  } finally {
    await closePools();
    setDatabaseUrl(url);
  }
  expect(await instance.admit(50)).toMatchObject({ admitted: true });
});

test("buckets that are full again leave no row; those that owe stay", async () => {
  const [full, owing] = [createKey(rate), createKey(rate)];
  await full.instance().admit(burst);
  await owing.instance().admit(1_000);
  await full.pass(3_000);
  await owing.pass(3_000);
  await sweepFullBuckets();
  const { rows } = await pool("query").query("SELECT key_id FROM rate_buckets WHERE key_id = ANY ($1)", [
    [full.keyId, owing.keyId],
  ]);
  expect(rows).toEqual([{ key_id: owing.keyId }]);
  expect(await full.instance().admit(burst)).toMatchObject({ admitted: true });
});
