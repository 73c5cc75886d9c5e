import fc from "fast-check";
import { expect, test } from "vitest";
import { cutRange } from "./cut-range";

test("pieces are whole packs that follow one another through the range, and few", () => {
  const minute = fc.nat(50_000);
  fc.assert(
    fc.property(minute, minute, fc.constantFrom(1, 5, 60, 1_440), (from, to, longest) => {
      const pieces = cutRange(from, to, longest);
      let at = from;
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(longest);
        expect([piece.from % piece.length, piece.to % piece.length]).toEqual([0, 0]);
        expect(piece.from).toBe(at);
        expect(piece.to).toBeGreaterThan(piece.from);
        at = piece.to;
      }
      expect(at).toBe(Math.max(from, to));
      const shorter = pieces.filter(({ length }) => length < longest && length < 1_440);
      const rows = shorter.reduce((sum, piece) => sum + (piece.to - piece.from) / piece.length, 0);
      if (longest >= 60) expect(rows).toBeLessThan(2 * 60 + 2 * 24);
    }),
  );
});
