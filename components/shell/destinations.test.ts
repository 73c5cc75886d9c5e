import { expect, test } from "vitest";
import { isAt, mainDestinations, sameKindIn, settingsDestination } from "./destinations";

test("another workspace opens at the page of the same kind", () => {
  expect(sameKindIn("port", "/w/harbor/agents")).toBe("/w/port/agents");
  expect(sameKindIn("port", "/w/harbor/agents/coder-4")).toBe("/w/port/agents");
  expect(sameKindIn("port", "/w/harbor/settings/privacy")).toBe("/w/port/settings/keys");
});

test("and where it has none of that kind, where a workspace is entered", () => {
  expect(sameKindIn("port", "/w/harbor/elsewhere")).toMatch(/^\/w\/port\/[a-z]+$/);
  expect(sameKindIn("port", "/reference")).toMatch(/^\/w\/port\/[a-z]+$/);
});

test("a destination is current on all of its pages, in a workspace of its name too", () => {
  expect(isAt("/w/harbor/settings/privacy", settingsDestination)).toBe(true);
  expect(mainDestinations.filter((each) => isAt("/w/events/agents/events", each)).map(({ path }) => path)).toEqual([
    "agents",
  ]);
});

test("no two destinations have one key", () => {
  const presses = mainDestinations.flatMap(({ press }) => press ?? []);
  expect(new Set(presses).size).toBe(presses.length);
});
