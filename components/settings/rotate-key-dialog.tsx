"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { keysQuery, rotateKey } from "@/lib/browser/keys-query";
import type { Key, RotationOverlap } from "@/lib/contract/keys";
import { MintedKeyNote } from "./minted-key-note";

const overlaps: readonly { value: RotationOverlap; text: string }[] = [
  { value: "none", text: "Not at all" },
  { value: "1h", text: "1 hour" },
  { value: "24h", text: "24 hours" },
  { value: "7d", text: "7 days" },
];

type RotateKeyDialogProps = { workspace: string; apiKey: Key; onClose: () => void };

export function RotateKeyDialog({ workspace, apiKey, onClose }: RotateKeyDialogProps) {
  const queries = useQueryClient();
  const [overlap, setOverlap] = useState<RotationOverlap>("24h");
  const rotate = useMutation({
    mutationFn: () => rotateKey(workspace, apiKey.id, { overlap }),
    onSettled: () => queries.invalidateQueries({ queryKey: keysQuery(workspace).queryKey }),
  });
  if (rotate.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        title="Copy the new key now"
        lead={
          overlap === "none"
            ? "The old key has ended. This one is stored as a hash only, so it can't be shown again."
            : "The old key works on for now. This one is stored as a hash only, so it can't be shown again."
        }
      >
        <MintedKeyNote apiKey={rotate.data.key} maySend={apiKey.scopes.includes("ingest")} onDone={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Rotate ${apiKey.name}?`}
      lead="A new key is made with the same settings. Give it to whatever uses the old one before that ends."
    >
      <p className="label mt-4">The old key works on for</p>
      <Segmented label="The old key works on for" value={overlap} options={overlaps} onChange={setOverlap} />
      {rotate.isError && (
        <p role="alert" className="fault">
          {rotate.error.message}
        </p>
      )}
      <div className="acts">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" disabled={rotate.isPending} onClick={() => rotate.mutate()}>
          Make the new key
        </Button>
      </div>
    </Dialog>
  );
}
