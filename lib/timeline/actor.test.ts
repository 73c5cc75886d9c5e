import { expect, test } from "vitest";
import { cutMiddle, shortenId } from "./actor";

test("an id that can be read stays as it is, and of a longer one both ends stay", () => {
  expect(shortenId("session-of-24-characters")).toBe("session-of-24-characters");
  expect(shortenId("01a1ff55-eac9-740d-92a8-47beca64fba2")).toBe("01a1ff55…64fba2");
});

test("no character is cut in two", () => {
  expect(shortenId("🚀".repeat(30))).toBe(`${"🚀".repeat(8)}…${"🚀".repeat(6)}`);
  expect(cutMiddle("🚀".repeat(10), { most: 10, first: 4, last: 4 })).toBe("🚀".repeat(10));
});
