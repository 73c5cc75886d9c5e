import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { renewWebhookSecret } from "@/lib/browser/webhooks-query";
import type { Webhook } from "@/lib/contract/webhooks";
import { SecretNote } from "./secret-note";

type RenewSecretDialogProps = { workspace: string; webhook: Webhook; onClose: () => void };

export function RenewSecretDialog({ workspace, webhook, onClose }: RenewSecretDialogProps) {
  const renew = useMutation({ mutationFn: () => renewWebhookSecret(workspace, webhook.id) });
  if (renew.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        title="Copy the new secret now"
        lead="For a day both sign, the old one and this. It can't be shown again."
      >
        <SecretNote secret={renew.data.secret} onDone={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Renew the secret of ${webhook.name}?`}
      lead="Messages carry both signatures for a day, so that the receiver can change over meanwhile."
    >
      {renew.isError && (
        <p role="alert" className="fault">
          {renew.error.message}
        </p>
      )}
      <div className="acts">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" disabled={renew.isPending} onClick={() => renew.mutate()}>
          Make the new secret
        </Button>
      </div>
    </Dialog>
  );
}
