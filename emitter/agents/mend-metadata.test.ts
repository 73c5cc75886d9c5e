import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import { isStorable, metadataBytesMax, metadataDepthMax } from "@/lib/contract/event-form";
import { isDeeper } from "@/lib/server/ingest/metadata";
import type { Cut } from "./cut";
import { exactJson, parseExactJson } from "./exact-json";
import { mendLabel } from "./mend-label";
import { mendMetadata } from "./mend-metadata";

const told = (text: string) => ({
  bytes: Buffer.byteLength(text),
  sha256: createHash("sha256").update(text).digest("hex"),
});
const mend = (metadata: JsonObject, cuts: Cut[] = []) => JSON.parse(mendMetadata(metadata, cuts)) as JsonObject;
const cutsOf = (mended: JsonObject) => (mended.truncated ?? []) as Cut[];
const nested = (levels: number): JsonValue => (levels === 0 ? 1 : [nested(levels - 1)]);

describe("metadata at a door", () => {
  test("is kept as it is where it can be", () => {
    const metadata = { a: [1, null, { b: "é\u2028" }], "": "", n: 0.1 };
    expect(mendMetadata(metadata)).toBe(JSON.stringify(metadata));
  });

  test("NUL and lone surrogates become U+FFFD, in texts and in keys", () => {
    const mended = mend({ list: ["a\0b", "\ud800"], "k\0": 1, "k\ufffd": 2 });
    expect(mended).toMatchObject({ list: ["a\ufffdb", "\ufffd"], "k\ufffd": 1, "k\ufffd_": 2 });
    expect(cutsOf(mended)).toEqual([
      { path: "metadata.list[0]", reason: "characters", ...told("a\0b") },
      { path: "metadata.list[1]", reason: "characters", ...told("\ufffd") },
      { path: "metadata.k\ufffd", reason: "characters", ...told("k\0") },
      { path: "metadata.k\ufffd_", reason: "characters", ...told("k\ufffd") },
    ]);
  });

  test("a number that no double can hold keeps its digits as text", () => {
    const mended = mend(parseExactJson('{"n": 9007199254740993, "list": [1e400]}') as JsonObject);
    expect(mended).toMatchObject({ n: "9007199254740993", list: ["1e400"] });
    expect(cutsOf(mended)).toEqual([
      { path: "metadata.n", reason: "number", ...told("9007199254740993") },
      { path: "metadata.list[0]", reason: "number", ...told("1e400") },
    ]);
  });

  test("what is nested too deep is cut there, however deep it goes on", () => {
    const fits = { a: nested(metadataDepthMax - 1) };
    expect(mend(fits)).toEqual(fits);
    const mended = mend({ a: nested(metadataDepthMax + 1), b: 1 });
    expect(isDeeper(mended, metadataDepthMax)).toBe(false);
    expect(mended.b).toBe(1);
    expect(cutsOf(mended)).toEqual([
      { path: `metadata.a${"[0]".repeat(31)}`, reason: "depth", ...told(JSON.stringify(nested(2))) },
    ]);
    // Its note is made level by level, as JSON.stringify would run out of stack.
    const bottomless = `${'[{"":'.repeat(50_000)}9007199254740993${"}]".repeat(50_000)}`;
    const [cut] = cutsOf(mend(parseExactJson(`{"a":${bottomless}}`) as JsonObject));
    // 16 lists and 15 objects are still within.
    expect(cut).toMatchObject({ reason: "depth", ...told(bottomless.slice(16 + 15 * '{"":'.length, -31)) });
  });

  test("one long text keeps all that fits", () => {
    const text = "é".repeat(100_000);
    const mended = mend({ content: text, tool_name: "Write" });
    expect(mended.tool_name).toBe("Write");
    expect(text.startsWith(mended.content as string)).toBe(true);
    expect((mended.content as string).length).toBe(16_384);
    expect(cutsOf(mended)).toEqual([{ path: "metadata.content", reason: "size", ...told(text) }]);
  });

  test("a character is never cut in half", () => {
    for (let before = 0; before < 4; before += 1) {
      const text = "x".repeat(before) + "😀".repeat(30_000);
      const kept = mend({ text }).text as string;
      expect(isStorable(kept) && !kept.includes("\ufffd") && text.startsWith(kept)).toBe(true);
    }
  });

  test("many values: the largest fields go, the others stay", () => {
    const many = Array.from({ length: 20_000 }, (_, n) => n);
    const mended = mend({ hook_event_name: "PostToolBatch", tool_calls: many, tool_use_id: "toolu_1" });
    expect(mended).toEqual({
      hook_event_name: "PostToolBatch",
      tool_use_id: "toolu_1",
      truncated: [{ path: "metadata.tool_calls", reason: "size", ...told(JSON.stringify(many)) }],
    });
  });

  test("thousands of small fields: nothing is kept but the note", () => {
    for (const count of [5_000, 100_000]) {
      const many = Object.fromEntries(Array.from({ length: count }, (_, n) => [`key_${n}`, n]));
      expect(mend(many)).toEqual({ truncated: [{ path: "metadata", reason: "size", ...told(JSON.stringify(many)) }] });
    }
  });

  test("the notes of fields that stay are kept where others go", () => {
    const mended = mend({ a: "x\0", b: Array.from({ length: 40_000 }, () => 1) }, [
      { path: "agent_id", reason: "size", ...told("an id") },
    ]);
    expect(cutsOf(mended).map(({ path }) => path)).toEqual(["agent_id", "metadata.a", "metadata.b"]);
  });

  test("a key that would be a prototype is a key", () => {
    const metadata = JSON.parse(`{"__proto__": {"a": "\\u0000"}, "list": [${"1,".repeat(40_000)}1]}`) as JsonObject;
    expect(Object.entries(mend(metadata))[0]).toEqual(["__proto__", { a: "\ufffd" }]);
  });

  const anyText = fc.oneof(
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.string({ unit: fc.constantFrom("\0", "\ud800", "\udc00", "é", "a"), maxLength: 20 }),
    fc.integer({ min: 500, max: 80_000 }).map((length) => "é\0".repeat(length / 2)),
  );
  const anyJson = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6, depthSize: "small" },
      anyText,
      fc.constantFrom(null, true, 0.5, 12),
      fc.array(tie("value"), { maxLength: 6 }),
      fc.dictionary(anyText, tie("value"), { maxKeys: 6 }),
      fc.integer({ min: 1, max: 20_000 }).map((length) => Array.from({ length }, () => 1)),
      fc.integer({ min: 20, max: 60 }).map(nested),
    ),
  })).value as fc.Arbitrary<JsonValue>;

  test("whatever it is, it fits, can be stored, and is either unchanged or noted", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          anyText.filter((key) => key !== "truncated"),
          anyJson,
          { maxKeys: 8 },
        ),
        (metadata) => {
          const json = mendMetadata(metadata);
          const mended = JSON.parse(json) as JsonObject;
          expect(Buffer.byteLength(json)).toBeLessThanOrEqual(metadataBytesMax);
          expect(isDeeper(mended, metadataDepthMax)).toBe(false);
          expect(isStorable(JSON.stringify(mended)) && !/\\u(?:0000|d[89a-f])/.test(json)).toBe(true);
          if (exactJson(metadata) === json) expect(mended.truncated).toBeUndefined();
          else expect(cutsOf(mended).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("a label at a door", () => {
  test("keeps 200 code points and says what was cut", () => {
    const cuts: Cut[] = [];
    expect(mendLabel("operation", "😀".repeat(200), cuts)).toBe("😀".repeat(200));
    expect(cuts).toEqual([]);
    expect(mendLabel("operation", "😀".repeat(201), cuts)).toBe("😀".repeat(200));
    expect(mendLabel("agent_id", `a\0${"x".repeat(100)}`, cuts)).toBe(`a\ufffd${"x".repeat(100)}`);
    expect(cuts).toEqual([
      { path: "operation", reason: "size", ...told("😀".repeat(201)) },
      { path: "agent_id", reason: "characters", ...told(`a\0${"x".repeat(100)}`) },
    ]);
  });
});
