import { formatFilter, parseFilter, type TimelineFilter } from "@/lib/timeline/filter";
import { fieldProblem } from "../http/route";

/** A rule's filter, and its text as addresses write it. Throws the problem that names the parameter at fault. */
export function requireRuleFilter(text: string): { filter: TimelineFilter; text: string } {
  const parsed = parseFilter(new URLSearchParams(text), { without: ["since", "until"] });
  if (parsed.ok) return { filter: parsed.filter, text: formatFilter(parsed.filter).toString() };
  throw fieldProblem(
    "invalid",
    parsed.errors.map(({ path, message }) => ({ path: `filter.${path}`, message })),
  );
}
