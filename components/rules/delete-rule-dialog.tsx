import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { notificationLists } from "@/lib/browser/notifications-query";
import { deleteRule, rulesQuery } from "@/lib/browser/rules-query";
import type { Rule } from "@/lib/contract/rules";

type DeleteRuleDialogProps = { workspace: string; rule: Rule; onClose: () => void };

export function DeleteRuleDialog({ workspace, rule, onClose }: DeleteRuleDialogProps) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteRule(workspace, rule.id),
    onSuccess: () => {
      toast(`${rule.name} is deleted`);
      void client.invalidateQueries({ queryKey: notificationLists(workspace) });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: rulesQuery(workspace).queryKey }),
  });
  return (
    <ConfirmDialog
      title={`Delete ${rule.name}?`}
      lead="Nobody is told by it any more, and what it has found leaves the inbox. To stop it for a while, turn it off."
      act="Delete rule"
      doing={remove}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  );
}
