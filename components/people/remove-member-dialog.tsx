import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { membersQuery, removeMember } from "@/lib/browser/members-query";
import type { Member } from "@/lib/contract/members";

type RemoveMemberDialogProps = { workspace: string; member: Member; isSelf: boolean; onClose: () => void };

/** Asks before somebody is taken out, or leaves. */
export function RemoveMemberDialog({ workspace, member, isSelf, onClose }: RemoveMemberDialogProps) {
  const queries = useQueryClient();
  const [revokesKeys, setRevokesKeys] = useState(false);
  const called = member.name ?? member.email;
  const remove = useMutation({
    mutationFn: () => removeMember(workspace, { id: member.id, keys: revokesKeys ? "revoke" : "keep" }),
    async onSuccess() {
      if (isSelf) {
        location.href = "/";
        return;
      }
      toast(`${called} is removed`);
      await queries.invalidateQueries({ queryKey: membersQuery(workspace).queryKey });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={isSelf ? "Leave this workspace?" : `Remove ${called}?`}
      lead="It counts at once: open pages and streams end within seconds. What they did stays in the audit log."
      act={isSelf ? "Leave" : "Remove"}
      keep="Cancel"
      doing={remove}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {member.keys > 0 && (
        <label className="mt-4 flex items-center gap-2">
          <input
            type="checkbox"
            className="accent-accent"
            checked={revokesKeys}
            onChange={({ target }) => setRevokesKeys(target.checked)}
          />
          Revoke the {member.keys === 1 ? "key" : `${member.keys} keys`} that {isSelf ? "you" : "they"} made. Otherwise
          programs go on with {member.keys === 1 ? "it" : "them"}.
        </label>
      )}
    </ConfirmDialog>
  );
}
