import { expect, test } from "vitest";
import { changeOf } from "@/lib/timeline/period-before";
import { changeWords } from "./change-words";

test("a count is told by its sign, and one that is many times the one before by how many", () => {
  const told = [
    [112, 100],
    [60, 100],
    [100, 100],
    [1_099, 100],
    [1_100, 100],
    [528, 1],
    [1, 0],
    [0, 1],
  ].map(([now = 0, before = 0]) => changeWords(changeOf(now, before)));
  expect(told).toEqual(["+12%", "−40%", "same", "+999%", "×11", "×528", "new", "gone"]);
});
