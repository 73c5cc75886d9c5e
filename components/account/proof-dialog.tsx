import type { FormEvent, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { otherFault } from "@/lib/browser/fault-at";
import type { Account, AccountProof } from "@/lib/contract/account";
import { ProofField, proofFields, proofOf } from "./proof-field";

type ProofDialogProps = {
  account: Account;
  title: string;
  lead: ReactNode;
  act: string;
  isDanger?: boolean;
  isBusy: boolean;
  error: Error | null;
  /** Fields before the proof, and which of their faults they show themselves. */
  children?: ReactNode;
  shown?: readonly string[];
  onProof: (proof: AccountProof, form: FormData) => void;
  onClose: () => void;
};

/** Asks who it is before something of how they log in changes. */
export function ProofDialog({ account, title, lead, act, isDanger, isBusy, error, ...rest }: ProofDialogProps) {
  const { children, shown = [], onProof, onClose } = rest;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onProof(proofOf(event.currentTarget, account), new FormData(event.currentTarget));
  }
  const fault = otherFault(error, [...proofFields, ...shown]);
  return (
    <Dialog open onClose={onClose} title={title} lead={lead}>
      <form className="form" onSubmit={submit}>
        {children}
        <ProofField account={account} error={error} />
        {fault && (
          <p role="alert" className="fault">
            {fault}
          </p>
        )}
        <div className="acts">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant={isDanger ? "danger" : "primary"} disabled={isBusy}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
