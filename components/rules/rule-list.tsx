import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { lateOver } from "@/components/ui/late";
import { toast } from "@/components/ui/toaster";
import { changeRule, rulesQuery } from "@/lib/browser/rules-query";
import type { Rule, RuleList as Rules } from "@/lib/contract/rules";
import { RuleLine } from "./rule-line";

const DeleteRuleDialog = lateOver(() => import("./delete-rule-dialog").then((module) => module.DeleteRuleDialog));

type RuleListProps = {
  workspace: string;
  rules: readonly Rule[];
  mayChange: boolean;
  describe: (filter: string) => readonly string[];
  names: ReadonlyMap<string, string>;
  onEdit: (id: string) => void;
};

export function RuleList({ workspace, rules, ...line }: RuleListProps) {
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<Rule | null>(null);
  const { queryKey } = rulesQuery(workspace);
  const turn = useMutation({
    mutationFn: ({ id, enabled }: Rule) => changeRule(workspace, id, { enabled: !enabled }),
    onMutate: async ({ id, enabled }) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData<Rules>(
        queryKey,
        (held) => held && { rules: held.rules.map((rule) => (rule.id === id ? { ...rule, enabled: !enabled } : rule)) },
      );
    },
    onSuccess: ({ name, enabled }) => toast(enabled ? `${name} is on` : `${name} is off`),
    onError: (error) => toast(error.message),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  return (
    <>
      <ul className="rules" aria-label="Rules">
        {rules.map((rule) => (
          <RuleLine
            key={rule.id}
            {...line}
            rule={rule}
            onTurn={() => turn.mutate(rule)}
            onDelete={() => setLeaving(rule)}
          />
        ))}
      </ul>
      {leaving && <DeleteRuleDialog workspace={workspace} rule={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}
