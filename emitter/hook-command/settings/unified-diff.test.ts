import fc from "fast-check";
import { expect, test } from "vitest";
import { unifiedDiff } from "./unified-diff";

test("three lines around each change, and where they stand", () => {
  const before = Array.from({ length: 20 }, (_, n) => `line ${n + 1}`);
  const after = before.flatMap((line, n) => (n === 4 ? [] : n === 16 ? [line, "new"] : [line]));
  expect(unifiedDiff("a.json", `${before.join("\n")}\n`, `${after.join("\n")}\n`).split("\n")).toEqual([
    "--- a.json",
    "+++ a.json",
    "@@ -2,7 +2,6 @@",
    ...[" line 2", " line 3", " line 4", "-line 5", " line 6", " line 7", " line 8"],
    "@@ -15,6 +14,7 @@",
    ...[" line 15", " line 16", " line 17", "+new", " line 18", " line 19", " line 20"],
  ]);
});

test("a file that comes, and one that goes", () => {
  expect(unifiedDiff("a", null, "x\n")).toBe("--- /dev/null\n+++ a\n@@ -0,0 +1,1 @@\n+x");
  expect(unifiedDiff("a", "x\n", null)).toBe("--- a\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-x");
});

test("both sides can be read out of it", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 7 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = unifiedDiff("f", before, after)
        .split("\n")
        .slice(2)
        .filter((line) => !line.startsWith("@@"));
      const side = (sign: string) => lines.filter((line) => line.startsWith(" ") || line.startsWith(sign));
      if (before === after) expect(lines).toEqual([]);
      else {
        const kept = (sign: string, whole: string) => {
          const told = side(sign)
            .map((line) => line.slice(1))
            .join("\n");
          expect(`\n${whole}\n`).toContain(`\n${told}\n`.replace(/^\n\n$/, "\n"));
        };
        kept("-", before);
        kept("+", after);
      }
    }),
  );
});
