import type { Arrivals, Expectation } from "./guide";

/** `missing`: others came that don't come without it, so somebody has to do something. */
export type CheckState = "arrived" | "missing" | "waiting";

export type Check = Expectation & {
  state: CheckState;
  count: number;
  /** When the newest came. */
  last: string | null;
  /** There are more than were counted. */
  isMore: boolean;
};

/** What has come of what is expected, in its order. */
export function checklistOf(expected: readonly Expectation[], arrived: Arrivals): Check[] {
  return expected.map((expectation) => {
    const seen = arrived.get(expectation.kind);
    if (seen) return { ...expectation, state: "arrived", ...seen };
    const state = expectation.isDue?.(arrived) ? "missing" : "waiting";
    return { ...expectation, state, count: 0, last: null, isMore: false };
  });
}
