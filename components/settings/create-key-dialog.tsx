"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import { createKey, keysQuery } from "@/lib/browser/keys-query";
import type { KeyDraft } from "@/lib/contract/keys";
import { CreateKeyForm } from "./create-key-form";
import { MintedKeyNote } from "./minted-key-note";

type CreateKeyDialogProps = { workspace: string; mayGrantAdmin: boolean; onClose: () => void };

export function CreateKeyDialog({ workspace, mayGrantAdmin, onClose }: CreateKeyDialogProps) {
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (key: KeyDraft) => createKey(workspace, key),
    onSettled: () => queries.invalidateQueries({ queryKey: keysQuery(workspace).queryKey }),
  });
  if (create.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        title="Copy your key now"
        lead="It is stored as a hash only, so it can't be shown again."
      >
        <MintedKeyNote apiKey={create.data.key} maySend={create.variables.scopes.includes("ingest")} onDone={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Create a key"
      lead="One key for each machine or program: each can be revoked alone."
    >
      <CreateKeyForm
        mayGrantAdmin={mayGrantAdmin}
        isBusy={create.isPending}
        problem={create.error}
        onCreate={create.mutate}
        onCancel={onClose}
      />
    </Dialog>
  );
}
