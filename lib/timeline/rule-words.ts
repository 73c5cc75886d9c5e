import type { RuleCondition } from "../contract/rules";
import { count } from "./telling";

/** A rule as it is told: whom, when, and of which events; `matching` is its filter's parts in words. */
export type RuleTelling = { who: readonly string[] | null; condition: RuleCondition; matching: readonly string[] };

/** A rule in one sentence: `Tell everyone when an event comes whose outcome is denied.` */
export function ruleSentence({ who, condition, matching }: RuleTelling): string {
  return `Tell ${whomWords(who)} when ${conditionWords(condition, matching)}.`;
}

/** Null is everyone. */
function whomWords(who: readonly string[] | null): string {
  if (who === null) return "everyone";
  if (who.length === 0) return "nobody";
  if (who.length > 3) return `${who.length} people`;
  return listed(who);
}

function conditionWords(condition: RuleCondition, matching: readonly string[]): string {
  const whose = matching.length === 0 ? "" : ` whose ${listed(matching)}`;
  const where = matching.length === 0 ? "" : `, where ${listed(matching)}`;
  switch (condition.type) {
    case "event":
      return whose === "" ? "any event comes" : `an event comes${whose}`;
    case "waiting":
      return condition.for_seconds === 0
        ? `an agent waits for a person${where}`
        : `an agent has waited for a person for ${seconds(condition.for_seconds)}${where}`;
    case "budget_below":
      return `less than ${condition.percent}% of an agent's budget remains${where}`;
    case "silence":
      return `no event${whose} has come for ${seconds(condition.for_seconds)}`;
    case "rate_above":
      return `more than ${condition.per_minute.toLocaleString("en")} events${whose} come in a minute`;
  }
}

/** A length that somebody chose, in its largest whole unit: `90 s`, `5 min`, `1 hour`. */
function seconds(value: number): string {
  if (value % 86_400 === 0) return count(value / 86_400, "day");
  if (value % 3_600 === 0) return count(value / 3_600, "hour");
  return value % 60 === 0 ? `${value / 60} min` : `${value} s`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
