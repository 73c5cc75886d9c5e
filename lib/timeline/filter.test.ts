import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixTimes, formatFilter, isUnfiltered, parseFilter } from "./filter";
import { timelineFilter } from "./filter-cases";
import { compileFilter, matchesPattern } from "./match-filter";

const parse = (query: string) => parseFilter(new URLSearchParams(query));
const errorsOf = (query: string) => {
  const result = parse(query);
  return result.ok ? [] : result.errors.map(({ path }) => path);
};

describe("an address and a filter say the same", () => {
  test("every filter survives being written and read", () => {
    fc.assert(
      fc.property(timelineFilter, (filter) => {
        expect(parseFilter(formatFilter(filter))).toEqual({ ok: true, filter });
      }),
    );
  });

  test("aliases, repetition and commas mean any of", () => {
    expect(parse("event_type=a,b&rooms=tasks&agent_id=x&agent_id=y%5C,z")).toEqual({
      ok: true,
      filter: { kinds: ["a", "b"], categories: ["tasks"], agent_id: ["x", "y,z"] },
    });
  });

  test("an offset's plus sign that nobody escaped is still one", () => {
    expect(parse("since=2026-11-17T16:06:12+02:00")).toEqual({
      ok: true,
      filter: { since: "2026-11-17T14:06:12.000000Z" },
    });
  });

  test.each([
    ["colour=red", ["colour"]],
    ["status=great", ["status"]],
    ["severity=info&severity=loud", ["severity"]],
    ["min_severity=warning&min_severity=error", ["min_severity"]],
    ["categories=misc", ["categories"]],
    ["kinds=Task", ["kinds"]],
    ["kinds=a,,b", ["kinds"]],
    ["agent_id=", ["agent_id"]],
    ["agent_id=%00", ["agent_id"]],
    ["since=yesterday&until=2026-02-30T00:00:00Z", ["since", "until"]],
    ["q=", ["q"]],
    ["q=%22%22", ["q"]],
    ["q=a&q=b", ["q"]],
  ])("%s is refused by name", (query, paths) => {
    expect(errorsOf(query)).toEqual(paths);
  });

  test("a parameter that a place doesn't take is refused there", () => {
    const result = parseFilter(new URLSearchParams("since=1h"), { without: ["since"] });
    expect(result).toMatchObject({ ok: false, errors: [{ path: "since" }] });
  });
});

describe("kinds", () => {
  test.each([
    ["task.started", "task.*", true],
    ["task_started", "task.*", false],
    ["taskxstarted", "task_started", false],
    ["a", "*", true],
    ["a", "a*a", false],
    ["aa", "a*a", true],
    ["abcbc", "*bc", true],
    ["task.started", "t*k*d", true],
  ])("%s against %s", (type, pattern, expected) => {
    expect(matchesPattern(type, pattern)).toBe(expected);
  });

  test("a pattern of many stars doesn't stall", () => {
    expect(matchesPattern("a".repeat(100), `${"*a".repeat(49)}*b`)).toBe(false);
  });
});

describe("times", () => {
  test("relative times mean an instant, absolute ones stay", () => {
    const nowMs = Date.parse("2026-11-17T14:00:00Z");
    expect(fixTimes({ since: "15m", until: "2026-11-17T14:00:00.000001Z" }, nowMs)).toEqual({
      since: "2026-11-17T13:45:00.000000Z",
      until: "2026-11-17T14:00:00.000001Z",
    });
  });

  test("since is inclusive and until exclusive, to the microsecond", () => {
    const filter = { since: "2026-11-17T14:00:00.000001Z", until: "2026-11-17T14:00:00.000002Z" };
    const at = (timestamp: string) => compileFilter(filter)({ timestamp } as never);
    expect([0, 1, 2].map((us) => at(`2026-11-17T14:00:00.00000${us}Z`))).toEqual([false, true, false]);
  });
});

test("only a filter that lets everything through counts as none", () => {
  expect(isUnfiltered({})).toBe(true);
  expect(isUnfiltered({ kinds: ["*"] })).toBe(false);
});
