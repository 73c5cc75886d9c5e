import { expect, test } from "vitest";
import { maskOf } from "@/emitter/redact/find-secrets";
import { splitMasks } from "./masked-text";

test("masks stand out of the text around them, and nothing is lost", () => {
  const text = `a ${maskOf("github-token")}${maskOf("own-1")} b [masked: Not one]`;
  expect(splitMasks(text)).toEqual([
    { at: 0, text: "a ", rule: null },
    { at: 2, text: "[masked: github-token]", rule: "github-token" },
    { at: 24, text: "[masked: own-1]", rule: "own-1" },
    { at: 39, text: " b [masked: Not one]", rule: null },
  ]);
  expect(splitMasks("")).toEqual([{ at: 0, text: "", rule: null }]);
});
