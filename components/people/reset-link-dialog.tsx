import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { ApiProblem } from "@/lib/browser/api";
import { createResetLink } from "@/lib/browser/members-query";
import type { Member } from "@/lib/contract/members";

type ResetLinkDialogProps = { workspace: string; member: Member; onClose: () => void };

/** For a member who forgot their password: a link for the admin to hand over. */
export function ResetLinkDialog({ workspace, member, onClose }: ResetLinkDialogProps) {
  const make = useMutation({ mutationFn: () => createResetLink(workspace, member.id) });
  const called = member.name ?? member.email;
  if (make.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={`Send this link to ${called}`}
        lead="It sets a new password once, within an hour, and is shown this once. Whoever has it becomes them."
      >
        <div className="codeblock mt-4">
          <pre data-testid="reset-link">{make.data.url}</pre>
          <CopyButton label="Copy link" done="Link copied" text={make.data.url} />
        </div>
        <div className="acts">
          <Button variant="primary" onClick={onClose}>
            I have it
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`A new password for ${called}?`}
      lead="You get a link to hand to them. Their password stays until they use it; then every login of theirs ends."
    >
      {make.error && (
        <p role="alert" className="fault">
          {make.error instanceof ApiProblem ? make.error.detail : make.error.message}
        </p>
      )}
      <div className="acts">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" disabled={make.isPending} onClick={() => make.mutate()}>
          Make a link
        </Button>
      </div>
    </Dialog>
  );
}
