import { expect, test } from "vitest";
import { localPath } from "./local-path";

const origin = "https://sightline.example";

test("a path of this site is followed, with its query", () => {
  expect(localPath("/w/harbor/events?kinds=task.*", origin)).toBe("/w/harbor/events?kinds=task.*");
});

test.each([null, "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http://"])(
  "a login never leads to another site: %s",
  (next) => {
    expect(localPath(next, origin)).toBe("/");
  },
);
