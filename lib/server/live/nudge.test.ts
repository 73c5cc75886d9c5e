import { expect, test } from "vitest";
import { Nudge } from "./nudge";

/** Whether a sleeper has been woken, once everything that was due has run. */
async function isWoken(sleep: Promise<void>): Promise<boolean> {
  let woken = false;
  void sleep.then(() => {
    woken = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return woken;
}

test("a sleeper wakes at the next nudge, and not before", async () => {
  const nudge = new Nudge();
  const sleep = nudge.taken();
  expect(await isWoken(sleep)).toBe(false);
  nudge.give();
  expect(await isWoken(sleep)).toBe(true);
});

test("a nudge that comes while the loop is busy is kept for its next sleep, however many come for one only", async () => {
  const nudge = new Nudge();
  nudge.give();
  nudge.give();
  expect(await isWoken(nudge.taken())).toBe(true);
  expect(await isWoken(nudge.taken())).toBe(false);
});

test("a nudge that woke a sleeper is spent", async () => {
  const nudge = new Nudge();
  const sleep = nudge.taken();
  nudge.give();
  await sleep;
  expect(await isWoken(nudge.taken())).toBe(false);
});
