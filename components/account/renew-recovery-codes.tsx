import { useMutation } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import { renewRecoveryCodes } from "@/lib/browser/account-query";
import type { Account } from "@/lib/contract/account";
import { ProofDialog } from "./proof-dialog";
import { RecoveryCodesNote } from "./recovery-codes-note";

export function RenewRecoveryCodes({ account, onClose }: { account: Account; onClose: () => void }) {
  const renew = useMutation({ mutationFn: renewRecoveryCodes });
  if (renew.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        title="Keep your new recovery codes"
        lead="The old ones open nothing any more. These are stored as hashes only, so they can't be shown again."
      >
        <RecoveryCodesNote codes={renew.data.recovery_codes} onDone={onClose} />
      </Dialog>
    );
  }
  return (
    <ProofDialog
      account={account}
      title="Renew the recovery codes?"
      lead="You get ten new ones. Those that you have now open nothing any more."
      act="Renew"
      isBusy={renew.isPending}
      error={renew.error}
      onProof={(proof) => renew.mutate(proof)}
      onClose={onClose}
    />
  );
}
