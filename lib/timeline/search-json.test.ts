import { describe, expect, test } from "vitest";
import { cutsOf } from "./cuts";
import { formatBytes } from "./format-bytes";
import { searchJson } from "./search-json";

const metadata = { tool: "Bash", input: { command: "git push", list: ["a", { Deep: "Push" }] }, n: 42, none: null };
const search = (text: string) => {
  const { found, paths } = searchJson(metadata, { text, root: "metadata" });
  return { found, paths: [...paths].sort() };
};

describe("a search in JSON", () => {
  test("finds values and keys in any case, and keeps what holds them", () => {
    expect(search("push")).toEqual({
      found: 2,
      paths: [
        "metadata.input",
        "metadata.input.command",
        "metadata.input.list",
        "metadata.input.list[1]",
        "metadata.input.list[1].Deep",
      ],
    });
    expect(search("TOOL")).toEqual({ found: 1, paths: ["metadata.tool"] });
  });
  test("finds numbers and null as they are written, and no index", () => {
    expect(search("42").paths).toEqual(["metadata.n"]);
    expect(search("null").paths).toEqual(["metadata.none"]);
    expect(search("1")).toEqual({ found: 0, paths: [] });
  });
});

test("notes about cuts are told in words, what is none is left out", () => {
  const truncated = [
    { path: "metadata.content", reason: "size", bytes: 91_204, sha256: "9f" },
    { path: "metadata.n", reason: "number", bytes: 20 },
    { reason: "size" },
    "size",
    null,
  ];
  expect(cutsOf({ truncated })).toEqual([
    { path: "metadata.content", words: "cut, 91.2 KB in full" },
    { path: "metadata.n", words: "kept as text, to the last digit" },
  ]);
  expect(cutsOf({ truncated: "yes" })).toEqual([]);
});

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1_000, "1.0 KB"],
  [999_949, "999.9 KB"],
  [999_950, "1.0 MB"],
])("%d is %s", (bytes, told) => {
  expect(formatBytes(bytes)).toBe(told);
});
