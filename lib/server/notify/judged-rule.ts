import { severities } from "@/lib/contract/event-form";
import { type RuleCondition, ruleCondition } from "@/lib/contract/rules";
import { parseFilter, type TimelineFilter } from "@/lib/timeline/filter";
import { compileFilter, type Filterable } from "@/lib/timeline/match-filter";
import { log } from "../log";
import type { EnabledRule } from "../store/notifier-turn";

/** A rule with its filter and condition read. */
export type JudgedRule<Type extends RuleCondition["type"] = RuleCondition["type"]> = Omit<
  EnabledRule,
  "filter" | "condition" | "severity"
> & {
  filter: TimelineFilter;
  condition: Extract<RuleCondition, { type: Type }>;
  severity: (typeof severities)[number];
  /** Whether it hears an event: after its beginning, and through its filter. */
  hears: (event: Filterable & { cursor: number }) => boolean;
};

/** Reads stored rules. One that this version of the program can't read says so in the log, and keeps no other back. */
export function judgedRules(rules: readonly EnabledRule[]): JudgedRule[] {
  return rules.flatMap((rule) => {
    const filter = parseFilter(new URLSearchParams(rule.filter), { without: ["since", "until"] });
    const condition = ruleCondition.safeParse(rule.condition);
    if (!filter.ok || !condition.success) {
      log.warn({ ruleId: rule.id }, "a notification rule can't be read, and tells of nothing");
      return [];
    }
    const matches = compileFilter(filter.filter);
    const { fromCursor } = rule;
    return [
      {
        ...rule,
        filter: filter.filter,
        condition: condition.data,
        severity: severities.find((name) => name === rule.severity) ?? "warning",
        hears: (event) => event.cursor > fromCursor && matches(event),
      },
    ];
  });
}

/** The rules whose condition is of a type. */
export function rulesOf<Type extends RuleCondition["type"]>(
  rules: readonly JudgedRule[],
  type: Type,
): JudgedRule<Type>[] {
  return rules.filter((rule): rule is JudgedRule<Type> => rule.condition.type === type);
}
