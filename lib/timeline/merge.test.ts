import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countNewerThan, mergeEvents } from "./merge";

const at = (cursor: number) => ({ cursor });
const cursorsOf = (events: readonly { cursor: number }[]) => events.map((event) => event.cursor);

/** A log, cut into pages by keyset while events arrive, and a live tail that starts anywhere at or below the head. */
const reading = fc
  .record({ length: fc.nat(300), pageSize: fc.integer({ min: 1, max: 40 }), live: fc.nat(300), repeat: fc.boolean() })
  .map(({ length, pageSize, live, repeat }) => {
    const log = Array.from({ length }, (_, index) => at(length - index));
    const pages: { cursor: number }[][] = [];
    for (let from = 0; from < length; from += pageSize) pages.push(log.slice(from, from + pageSize));
    const tail = log.slice(0, Math.min(live, length));
    return { log, pages: repeat ? [...pages, ...pages.slice(-1)] : pages, tail };
  });

describe("mergeEvents", () => {
  test("Any overlap of pages and live events yields the log: strictly descending, each once", () => {
    fc.assert(
      fc.property(reading, ({ log, pages, tail }) => {
        expect(cursorsOf(mergeEvents(tail, pages))).toEqual(cursorsOf(log));
      }),
    );
  });

  test("Any interleaving whatsoever yields strictly descending cursors and loses none", () => {
    const cursors = fc.array(fc.integer({ min: 1, max: 60 }).map(at), { maxLength: 40 });
    fc.assert(
      fc.property(cursors, fc.array(cursors, { maxLength: 5 }), (live, pages) => {
        const given = new Set(cursorsOf([...live, ...pages.flat()]));
        expect(cursorsOf(mergeEvents(live, pages))).toEqual([...given].sort((a, b) => b - a));
      }),
    );
  });

  test("What is given is left as it was", () => {
    const live = [at(1), at(3)];
    mergeEvents(live, [[at(2)]]);
    expect(cursorsOf(live)).toEqual([1, 3]);
  });
});

test("countNewerThan agrees with counting one by one", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 99 })), fc.integer({ min: 0, max: 100 }), (given, cursor) => {
      const events = given.sort((a, b) => b - a).map(at);
      expect(countNewerThan(events, cursor)).toBe(given.filter((one) => one > cursor).length);
    }),
  );
});
