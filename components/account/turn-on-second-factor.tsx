import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { TextInput } from "@/components/ui/text-input";
import { confirmSecondFactor, startSecondFactor } from "@/lib/browser/account-query";
import { faultAt, otherFault } from "@/lib/browser/fault-at";
import type { Account } from "@/lib/contract/account";
import { ProofDialog } from "./proof-dialog";
import { QrCode } from "./qr-code";
import { RecoveryCodesNote } from "./recovery-codes-note";

type TurnOnProps = { account: Account; onClose: () => void };

/** Password, then the secret and a first code, then the recovery codes. Closed in between, nothing has changed. */
export function TurnOnSecondFactor({ account, onClose }: TurnOnProps) {
  const start = useMutation({ mutationFn: startSecondFactor });
  const confirm = useMutation({ mutationFn: confirmSecondFactor });
  const fieldOf = (event: FormEvent<HTMLFormElement>, name: string) => {
    event.preventDefault();
    return String(new FormData(event.currentTarget).get(name) ?? "");
  };

  if (confirm.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        title="Keep your recovery codes"
        lead="Each logs you in once if the app is lost. They are stored as hashes only, so they can't be shown again."
      >
        <RecoveryCodesNote codes={confirm.data.recovery_codes} onDone={onClose} />
      </Dialog>
    );
  }
  if (start.data) {
    const { secret, uri } = start.data;
    const fault = otherFault(confirm.error, ["code"]);
    return (
      <Dialog open onClose={onClose} title="Show this to your app" lead="Scan the picture, or type the secret.">
        <form className="form" onSubmit={(event) => confirm.mutate(fieldOf(event, "code"))}>
          <QrCode text={uri} label="The secret as a QR code" />
          <div className="codeblock">
            <pre data-testid="totp-secret">{secret.match(/.{1,4}/g)?.join(" ")}</pre>
            <CopyButton label="Copy secret" text={secret} />
          </div>
          <TextInput
            label="Code that the app shows"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            required
            error={faultAt(confirm.error, "code")}
          />
          <Fault text={fault} />
          <div className="acts">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={confirm.isPending}>
              Turn on
            </Button>
          </div>
        </form>
      </Dialog>
    );
  }
  return (
    <ProofDialog
      account={account}
      title="Turn on a second factor"
      lead="You need an app that shows six-digit codes."
      act="Go on"
      isBusy={start.isPending}
      error={start.error}
      onProof={(proof) => start.mutate(proof)}
      onClose={onClose}
    />
  );
}

function Fault({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <p role="alert" className="fault">
      {text}
    </p>
  );
}
