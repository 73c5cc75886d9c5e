"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { keysQuery, revokeKey } from "@/lib/browser/keys-query";
import type { Key } from "@/lib/contract/keys";

type RevokeKeyDialogProps = { workspace: string; apiKey: Key; onClose: () => void };

export function RevokeKeyDialog({ workspace, apiKey, onClose }: RevokeKeyDialogProps) {
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeKey(workspace, apiKey.id),
    onSuccess: () => {
      toast(`${apiKey.name} is revoked`);
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keysQuery(workspace).queryKey }),
  });
  return (
    <ConfirmDialog
      title={`Revoke ${apiKey.name}?`}
      lead="Whatever still sends or reads with this key is refused within a second. It can't be brought back; events already sent stay."
      act="Revoke key"
      doing={revoke}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    />
  );
}
