import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { highlightsOf } from "./highlights";
import { compileSearch } from "./match-search";
import { parseSearch, type SearchQuery } from "./search-query";
import type { Searchable } from "./searched-values";
import { tokensOf } from "./tokens";

const query = (text: string): SearchQuery => {
  const parsed = parseSearch(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.query;
};
const event: Searchable = {
  event_type: "task_failed",
  operation: "Deploy the Quay",
  agent_name: "Ana's coder",
  metadata: { error: "No crane at berth 4", list: ["Straße", { deep: "ﬁne Ｗide" }], n: 17, crate: true },
};

describe("words", () => {
  test.each<[string, string[]]>([
    ["write_file", ["write", "file"]],
    ["Task.Started-2", ["task", "started", "2"]],
    ["Straße ÉCOLE", ["straße", "école"]],
    ["e\u0301cole", ["école"]],
    ["ﬁne Ｗide ①", ["fine", "wide", "1"]],
    ["日本語 текст", ["日本語", "текст"]],
    ["😀 — …", []],
    ["", []],
  ])("of %j are %j", (text, words) => {
    expect(tokensOf(text)).toEqual(words);
  });
});

describe("a query", () => {
  test.each<[string, SearchQuery]>([
    ["crane berth", { all: [["crane"], ["berth"]], none: [] }],
    ['"no crane" -quay', { all: [["no", "crane"]], none: [["quay"]] }],
    ['-"no crane"', { all: [], none: [["no", "crane"]] }],
    ["write_file", { all: [["write"], ["file"]], none: [] }],
    ["-write_file", { all: [], none: [["write", "file"]] }],
    ['"left open', { all: [["left", "open"]], none: [] }],
    ["well-known", { all: [["well"], ["known"]], none: [] }],
    ['a"b c"', { all: [["a"], ["b"], ["c"]], none: [] }],
    ["— word —", { all: [["word"]], none: [] }],
  ])("%s", (text, expected) => {
    expect(query(text)).toEqual(expected);
  });

  test.each(["", "   ", '""', "-", "— …", "x".repeat(501), "a ".repeat(21)])("%j is refused", (text) => {
    expect(parseSearch(text).ok).toBe(false);
  });
});

describe("an event", () => {
  test.each<[string, boolean]>([
    ["crane", true],
    ["CRANE Berth", true],
    ["crane tugboat", false],
    ["failed task", true],
    ['"deploy the quay"', true],
    ['"the deploy"', false],
    ['"quay ana"', false],
    ["cran", false],
    ["fine wide straße", true],
    ["17", false],
    ["crate", false],
    ["4", true],
    ["deploy -crane", false],
    ["deploy -tugboat", true],
    ['deploy -"crane at berth"', false],
    ['deploy -"berth crane"', true],
    ["-tugboat", true],
  ])("%s: %s", (text, expected) => {
    expect(compileSearch(query(text))({ ...event })).toBe(expected);
  });

  test("has what stands in any of its texts, whatever they are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 5 }),
        fc.nat(),
        (texts, pick) => {
          const value = texts[pick % texts.length] ?? "";
          const words = tokensOf(value).slice(0, 20);
          fc.pre(words.length > 0);
          const found = compileSearch({ all: [words], none: [] })({ ...event, metadata: { texts } });
          expect(found).toBe(true);
          expect(highlightsOf({ ...event, metadata: { texts } }, { all: [words], none: [] }).length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe("highlights", () => {
  const marked = (text: string, searched = event) =>
    highlightsOf(searched, query(text)).map(({ path, text: snippet, ranges }) => [
      path,
      ranges.map(([from, to]) => snippet.slice(from, to)),
    ]);

  test("say where, in the words as they were written", () => {
    expect(marked("the crane straße")).toEqual([
      ["operation", ["the"]],
      ["metadata.error", ["crane"]],
      ["metadata.list[0]", ["Straße"]],
    ]);
  });

  test("of a long text show what is around the find, with no character cut in two", () => {
    const text = `${"😀".repeat(300)} crane ${"😀".repeat(300)}`;
    const [found] = highlightsOf({ ...event, metadata: { text } }, query("crane"));
    expect(found?.text.isWellFormed()).toBe(true);
    expect(found?.text.length).toBeLessThan(170);
    expect(found?.ranges.map(([from, to]) => found.text.slice(from, to))).toEqual(["crane"]);
  });
});
