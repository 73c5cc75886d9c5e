import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { agentsQuery } from "@/lib/browser/agents-query";
import { deleteAgent } from "@/lib/browser/change-agent";
import type { Agent } from "@/lib/contract/agent";
import { nameOfAgent } from "@/lib/timeline/select-agents";

type DeleteAgentDialogProps = { agent: Agent; workspace: string; onClose: () => void; onDeleted: () => void };

export function DeleteAgentDialog({ agent, workspace, onClose, onDeleted }: DeleteAgentDialogProps) {
  const queries = useQueryClient();
  const name = nameOfAgent(agent);
  const remove = useMutation({
    mutationFn: () => deleteAgent(workspace, agent.agent_id),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: agentsQuery(workspace).queryKey });
      toast(`${name} is deleted`);
      onDeleted();
    },
  });
  return (
    <ConfirmDialog
      title={`Delete ${name}?`}
      lead="It leaves every list until it reports again, and what people said of it is gone. Its events stay."
      act="Delete agent"
      doing={remove}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  );
}
