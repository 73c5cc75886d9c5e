"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
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
    <Dialog
      open
      onClose={onClose}
      title={`Revoke ${apiKey.name}?`}
      lead="Whatever still sends or reads with this key is refused within a second. It can't be brought back; events already sent stay."
    >
      {revoke.isError && (
        <p role="alert" className="fault">
          {revoke.error.message}
        </p>
      )}
      <div className="acts">
        <Button onClick={onClose}>Keep it</Button>
        <Button variant="danger" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
          Revoke key
        </Button>
      </div>
    </Dialog>
  );
}
