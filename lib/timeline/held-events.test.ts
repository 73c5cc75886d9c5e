import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closeHole, countWaiting, type HeldEvents, holdEvents, nothingHeld } from "./held-events";

type Placed = { cursor: number };
const cursorsOf = ({ events }: HeldEvents<Placed>) => events.map(({ cursor }) => cursor);
const newestFirst = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ cursor: to - index }));

describe("Without a ceiling", () => {
  test("the newest are held, and where the rest lies is known", () => {
    const held = holdEvents(nothingHeld, newestFirst(1, 7), { max: 5, ceiling: null });
    expect(cursorsOf(held)).toEqual([7, 6, 5, 4, 3]);
    expect(held.below).toEqual({ cursor: 3, by: "limit" });
  });
});

describe("Below a ceiling", () => {
  const before = holdEvents<Placed>(nothingHeld, newestFirst(1, 4), { max: 5, ceiling: null });
  const held = holdEvents(before, newestFirst(5, 20), { max: 5, ceiling: 4 });

  test("what is shown stays, the newest that wait are held, all are counted", () => {
    expect(cursorsOf(held)).toEqual([20, 19, 18, 17, 16, 4, 3, 2, 1]);
    expect(countWaiting(held, 4)).toBe(16);
  });

  test("once it is lifted or has risen, what lies below the hole falls off", () => {
    for (const ceiling of [null, 20]) {
      const closed = closeHole(held, ceiling);
      expect(cursorsOf(closed)).toEqual([20, 19, 18, 17, 16]);
      expect(closed.below).toEqual({ cursor: 16, by: "limit" });
    }
  });
});

test("However events come and the ceiling moves: bounded, without a silent hole, and counted rightly", () => {
  const step = fc.record({ arrive: fc.nat(12), ceiling: fc.constantFrom("keep", "lift", "here") });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const max = 8;
      let held: HeldEvents<Placed> = nothingHeld;
      let head = 0;
      let ceiling: number | null = null;
      for (const { arrive, ceiling: move } of steps) {
        if (move === "lift") ceiling = null;
        if (move === "here") ceiling = head;
        held = holdEvents(held, newestFirst(head + 1, head + arrive), { max, ceiling });
        head += arrive;
        const seen = closeHole(held, ceiling);
        expect(seen.events.length).toBeLessThanOrEqual(3 * max);
        if (ceiling !== null) expect(countWaiting(seen, ceiling)).toBe(head - ceiling);
        const shown = cursorsOf(seen).filter((cursor) => ceiling === null || cursor <= ceiling);
        const oldest = seen.below?.cursor ?? 1;
        const newest = ceiling ?? head;
        expect(shown).toEqual(newest < oldest ? [] : newestFirst(oldest, newest).map(({ cursor }) => cursor));
      }
    }),
  );
});
