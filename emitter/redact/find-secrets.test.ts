import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mintKey } from "@/lib/server/auth/key";
import { hookFixtures } from "@/lib/server/ingest/doors/fixtures/hook-fixtures";
import { maskOf, maskSecrets } from "./find-secrets";
import { ruleByPattern } from "./redaction-rule";
import { redactionRules } from "./redaction-rules";
import { innocentTexts, secretCases } from "./secret-cases";

const mask = (text: string) => maskSecrets(text, redactionRules);

describe.each(secretCases)("$rule", ({ rule, secrets, innocent }) => {
  test.each(secrets)("finds it in %s", (text) => {
    const [before = "", secret = "", after = ""] = text.split(/[«»]/);
    expect(mask(before + secret + after)).toEqual({ text: before + maskOf(rule) + after, rules: [rule] });
  });

  test.each(innocent)("finds nothing in %s", (text) => {
    expect(mask(text)).toEqual({ text, rules: [] });
  });
});

test("every rule has cases", () => {
  expect(new Set(secretCases.map(({ rule }) => rule))).toEqual(new Set(redactionRules.map(({ name }) => name)));
});

describe("what is no secret stays as it is", () => {
  test.each(innocentTexts)("%s", (text) => {
    expect(mask(text)).toEqual({ text, rules: [] });
  });

  const sessions = ["prisma/scenarios/claude-code-session.jsonl"].map((file) => readFileSync(file, "utf8"));
  const fixtures = Object.values(hookFixtures).flat();
  const lines = [
    ...sessions.flatMap((text) => text.trim().split("\n")),
    ...fixtures.map(({ payload }) => JSON.stringify(payload)),
  ];
  test(`${lines.length} payloads of agents' hooks`, () => {
    expect(lines.filter((line) => mask(line).text !== line)).toEqual([]);
  });
});

test("a key that we mint is a secret, its public prefix is none", () => {
  const { key, prefix } = mintKey();
  expect(mask(`${key} ${prefix}`)).toEqual({ text: `[masked: sightline-key] ${prefix}`, rules: ["sightline-key"] });
});

test("findings that overlap become one mask, by the rule that stands first", () => {
  const rules = [ruleByPattern("second-half", [], /ocean/), ruleByPattern("all-of-it", [], /blue ocean liner/)];
  expect(maskSecrets("the blue ocean liner left", rules)).toEqual({
    text: "the [masked: second-half] left",
    rules: ["second-half"],
  });
});

test("a mask is left alone, and only a mask", () => {
  expect(mask("PASSWORD=[masked: env-value]").text).toBe("PASSWORD=[masked: env-value]");
  expect(mask('{"password":"[masked: anything] hunter2"}').text).toBe('{"password":"[masked: anything] hunter2"}');
  expect(mask("PASSWORD=[masked:hunter2").text).toBe("PASSWORD=[masked: env-value]");
});

const secret = fc.constantFrom(
  ...secretCases.flatMap(({ secrets }) => secrets.map((text) => text.replace(/[«»]/g, ""))),
);
const oddText = fc.oneof(
  secret,
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "[masked: ",
    "]",
    "KEY",
    "password",
    "=",
    ":",
    '"',
    "\\",
    "-----BEGIN PRIVATE KEY-----",
    "://",
    "@",
    "eyJ",
    ".",
    "\n",
    " ",
  ),
);
const oddTexts = fc.array(oddText, { maxLength: 12 }).map((texts) => texts.join(""));

test("whatever the text, masking doesn't throw, and masking twice is masking once", () => {
  fc.assert(
    fc.property(oddTexts, (text) => {
      const once = mask(text).text;
      expect(mask(once)).toEqual({ text: once, rules: [] });
    }),
    { numRuns: 1_000 },
  );
});

/** Each begins what a rule looks for again and again and never ends it. */
const hostile = [
  "a",
  "A",
  " ",
  "\\",
  '"',
  "eyJ",
  "eyJaaaaaaaaaa.",
  "://",
  "://a:",
  "a:",
  "sk-ant-",
  "ghp_",
  "KEY",
  "KEY_",
  "KEY=",
  "password",
  "password:",
  'password="',
  "--token ",
  "-----BEGIN PRIVATE KEY-----",
  "-----BEGIN ",
  "authorization: ",
  "authorization\\",
  "bearer ",
  "cookie:",
  "curl -u a:",
  " -u ",
  "xox-",
  "AccountKey=",
  "?sig=",
  "aaaQ~",
  "[masked: ",
  "[masked: a]",
  "[masked: a]ghp_aaaaaaaaaaaaaaaaaaaaaaaaa ",
];
test.each(hostile)(
  "time stays in proportion to a text of %j",
  (part) => {
    const text = `curl password pwd eyj ${part.repeat(Math.ceil(130_000 / part.length))}`;
    const startedMs = performance.now();
    mask(text);
    // A text twice as large as any metadata; what is quadratic takes minutes here.
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  },
  30_000,
);
