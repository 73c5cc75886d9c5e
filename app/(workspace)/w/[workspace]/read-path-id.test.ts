import { expect, test } from "vitest";
import { readPathId } from "./read-path-id";

test.each(["s-7f3a91", "run/1 of 2", "harbör/拖船", "100%", "a?b#c&d"])("%s comes back out of an address", (id) => {
  expect(readPathId([encodeURIComponent(id)])).toBe(id);
});

test("Slashes may stand as they are", () => {
  expect(readPathId(["run", "1%20of%202", "x"])).toBe("run/1 of 2/x");
});

test.each(["%", "%zz", "%E4%B8"])("%s names nothing", (segment) => {
  expect(readPathId([segment])).toBeNull();
});
