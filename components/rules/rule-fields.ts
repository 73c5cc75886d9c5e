import type { Severity } from "@/lib/contract/event-form";
import type { Rule, RuleCondition, RuleDraft } from "@/lib/contract/rules";

/** A rule as the form holds it. */
export type RuleFields = {
  name: string;
  filter: string;
  condition: RuleCondition;
  severity: Severity;
  audience: readonly string[] | null;
  push: boolean;
  webhookIds: readonly string[];
  collapseSeconds: number;
};

/** What the form begins with: the rule, or the usual of a new one. */
export function fieldsOf(rule: Rule | undefined, filter: string): RuleFields {
  return {
    name: rule?.name ?? "",
    filter,
    condition: rule?.condition ?? { type: "event" },
    severity: rule?.severity ?? "warning",
    audience: rule?.audience ?? null,
    push: rule?.push ?? false,
    webhookIds: rule?.webhook_ids ?? [],
    collapseSeconds: rule?.collapse_seconds ?? 600,
  };
}

/** The same as the API takes it. */
export function draftOf({ name, audience, webhookIds, collapseSeconds, ...rest }: RuleFields) {
  return {
    ...rest,
    name: name.trim(),
    audience: audience === null ? null : [...audience],
    webhook_ids: [...webhookIds],
    collapse_seconds: collapseSeconds,
  } satisfies RuleDraft;
}
