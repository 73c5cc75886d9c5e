import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { deleteWebhook, webhooksQuery } from "@/lib/browser/webhooks-query";
import type { Webhook } from "@/lib/contract/webhooks";

type DeleteWebhookDialogProps = { workspace: string; webhook: Webhook; onClose: () => void; onDeleted: () => void };

export function DeleteWebhookDialog({ workspace, webhook, onClose, onDeleted }: DeleteWebhookDialogProps) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteWebhook(workspace, webhook.id),
    onSuccess: () => {
      toast(`${webhook.name} is deleted`);
      onDeleted();
    },
    onSettled: () => client.invalidateQueries({ queryKey: webhooksQuery(workspace).queryKey }),
  });
  return (
    <ConfirmDialog
      title={`Delete ${webhook.name}?`}
      lead="Nothing is sent there any more: what still waits is given up, and its log is gone."
      act="Delete webhook"
      doing={remove}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  );
}
