import { useMutation } from "@tanstack/react-query";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toaster";
import { requestEmail } from "@/lib/browser/account-query";
import { faultAt } from "@/lib/browser/fault-at";
import type { Account } from "@/lib/contract/account";
import { ProofDialog } from "./proof-dialog";

/** A new address: it counts from when its link is opened. */
export function ChangeEmail({ account, onClose }: { account: Account; onClose: () => void }) {
  const ask = useMutation({
    mutationFn: requestEmail,
    onSuccess(_, { email }) {
      toast(`A link is on its way to ${email}`);
      onClose();
    },
  });
  return (
    <ProofDialog
      account={account}
      title="Change your address"
      lead="A link goes to the new address. Until you open it, the present one stays."
      act="Send the link"
      isBusy={ask.isPending}
      error={ask.error}
      shown={["email"]}
      onProof={(proof, form) => ask.mutate({ email: String(form.get("email")).trim(), ...proof })}
      onClose={onClose}
    >
      <TextInput
        label="New e-mail"
        name="email"
        type="email"
        autoComplete="email"
        required
        error={faultAt(ask.error, "email")}
      />
    </ProofDialog>
  );
}
