import { describe, expect, test } from "vitest";
import { chooseValue, chosenIn, excludedIn, partsOf, valuesOf, withValues } from "./edit-filter";
import type { TimelineFilter } from "./filter";

const filter: TimelineFilter = { kinds: ["task.*", "!cache_*"], project: ["shop, north"], since: "1h" };

describe("withValues", () => {
  test("It replaces the values of one parameter and leaves the rest", () => {
    expect(withValues(filter, "project", ["a", "b,c"])).toEqual({
      ok: true,
      filter: { ...filter, project: ["a", "b,c"] },
    });
  });

  test("No values lift the parameter", () => {
    const { project: _, ...rest } = filter;
    expect(withValues(filter, "project", [])).toEqual({ ok: true, filter: rest });
  });

  test("What an address would refuse is refused, with words", () => {
    expect(withValues(filter, "status", ["maybe"])).toEqual({
      ok: false,
      errors: [{ path: "status", message: "Allowed: success, failure, denied." }],
    });
  });
});

describe("partsOf", () => {
  test("Types that are wanted and types that are not are told apart", () => {
    expect(partsOf(filter).map(({ field, relation, values }) => [field, relation, values])).toEqual([
      ["kinds", "is", ["task.*"]],
      ["kinds", "is not", ["cache_*"]],
      ["project", "is", ["shop, north"]],
      ["since", "from", ["1h"]],
    ]);
  });

  test("Each part can be taken away alone", () => {
    expect(partsOf(filter).map(({ rest }) => rest)).toEqual([
      { ...filter, kinds: ["!cache_*"] },
      { ...filter, kinds: ["task.*"] },
      { kinds: filter.kinds, since: "1h" },
      { kinds: filter.kinds, project: filter.project },
    ]);
  });
});

test("valuesOf is empty where nothing is filtered", () => {
  expect([valuesOf(filter, "agent_id"), valuesOf(filter, "since"), valuesOf(filter, "kinds")]).toEqual([
    [],
    ["1h"],
    ["task.*", "!cache_*"],
  ]);
});

describe("chooseValue", () => {
  const choosing = (...choices: [value: string, choice: "only" | "toggle" | "exclude"][]) =>
    choices.reduce<TimelineFilter>((before, [value, choice]) => {
      const result = chooseValue(before, value.includes("_") ? "kinds" : "severity", value, choice);
      if (!result.ok) throw new TypeError(value);
      return result.filter;
    }, {});

  test("Only this value, lifted when it is chosen again; toggled, it joins those chosen", () => {
    expect(choosing(["error", "only"], ["info", "only"])).toEqual({ severity: ["info"] });
    expect(choosing(["error", "only"], ["error", "only"])).toEqual({});
    expect(choosing(["error", "only"], ["info", "toggle"])).toEqual({ severity: ["error", "info"] });
  });

  test("A type is left out by name, beside those that are chosen", () => {
    expect(choosing(["task_failed", "only"], ["task_created", "exclude"])).toEqual({
      kinds: ["task_failed", "!task_created"],
    });
    expect(choosing(["task_failed", "exclude"], ["task_failed", "exclude"])).toEqual({});
  });

  test("Of a fixed set all others are chosen, and it reads as left out", () => {
    const left = choosing(["debug", "exclude"]);
    expect(left).toEqual({ severity: ["info", "warning", "error", "critical"] });
    expect([chosenIn(left, "severity"), excludedIn(left, "severity")]).toEqual([[], ["debug"]]);
    expect(partsOf(left).map(({ relation, values }) => [relation, values])).toEqual([["is not", ["debug"]]]);
    expect(choosing(["debug", "exclude"], ["debug", "toggle"])).toEqual({});
  });
});
