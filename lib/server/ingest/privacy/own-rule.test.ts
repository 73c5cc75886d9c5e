import { expect, test } from "vitest";
import { maskSecrets } from "@/emitter/redact/find-secrets";
import { faultOfPattern, ownRule } from "./own-rule";

const mask = (text: string, pattern: string) => maskSecrets(text, [ownRule({ name: "own", pattern })]).text;

test("all that the pattern finds is masked, in characters of any kind", () => {
  expect(mask("é😀 EMP-1, EMP-22 😀", "EMP-[0-9]+")).toBe("é😀 [masked: own], [masked: own] 😀");
  expect(mask("badge 😀7 of Ana", "badge (?P<secret>\\S+)")).toBe("badge [masked: own] of Ana");
  expect(mask("the word masked is in every mask", "masked")).toBe("the word [masked: own] is in every mask");
});

test("where the same stands more often than a hundred times, the rest of the text is masked with it", () => {
  const text = "EMP-1 and ".repeat(101);
  expect(mask(text, "EMP-[0-9]")).toBe(`${"[masked: own] and ".repeat(100)}[masked: own]`);
});

const length = 20_000;
test.each([
  ["(a+)+$", "a".repeat(length)],
  ["(a|a)*b", "a".repeat(length)],
  ["(?:a?){50}a{50}b", "a".repeat(length)],
  // A search of its own for each character, and each to the end of the text.
  ["a[^z]*z|a", "a".repeat(length)],
  ["\\b\\w+\\b", "word ".repeat(length / 5)],
])(
  "%s stops nobody for long, whatever the text",
  (pattern, text) => {
    expect(faultOfPattern(pattern)).toBeNull();
    const startedMs = performance.now();
    mask(text, pattern);
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  },
  30_000,
);

test.each([
  ["(?<=x)y", /RE2/],
  ["(x)\\1", /RE2/],
  ["x{5000}", /RE2/],
  ["[z-a]", /RE2/],
  ["x?", /empty text/],
  ["([a-z]{1,10}){1,100}!", /too large/],
])("%s is no pattern for a rule", (pattern, why) => {
  expect(faultOfPattern(pattern)).toMatch(why);
});
