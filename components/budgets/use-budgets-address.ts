import { parseAsStringLiteral, useQueryStates } from "nuqs";

/** How far back the courses go, and how long that is. */
export const spansMs = { "6h": 6 * 3_600_000, "24h": 24 * 3_600_000, "7d": 7 * 24 * 3_600_000 } as const;
export type Span = keyof typeof spansMs;
export const spans = Object.keys(spansMs) as Span[];
const views = ["charts", "table"] as const;

const params = {
  span: parseAsStringLiteral(spans).withDefault("24h"),
  view: parseAsStringLiteral(views).withDefault("charts"),
};

export function useBudgetsAddress() {
  const [address, setAddress] = useQueryStates(params, { history: "replace" });
  return { address, setAddress };
}
