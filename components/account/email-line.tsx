import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Pill } from "@/components/ui/pill";
import { toast } from "@/components/ui/toaster";
import { requestEmail } from "@/lib/browser/account-query";
import type { Account } from "@/lib/contract/account";
import { ChangeEmail } from "./change-email";

/** The address, whether it was confirmed, and what can be done about it where the server sends mail. */
export function EmailLine({ account, sendsMail }: { account: Account; sendsMail: boolean }) {
  const [isChanging, setChanging] = useState(false);
  const confirm = useMutation({
    mutationFn: () => requestEmail({ email: account.email }),
    onSuccess: () => toast(`A link is on its way to ${account.email}`),
  });
  return (
    <>
      <span className="email-line">
        {account.email} <Pill>{account.email_confirmed ? "confirmed" : "not confirmed"}</Pill>
        {sendsMail && !account.email_confirmed && (
          <Button size="small" disabled={confirm.isPending || confirm.isSuccess} onClick={() => confirm.mutate()}>
            Send a link to confirm it
          </Button>
        )}
        {sendsMail && (
          <Button size="small" onClick={() => setChanging(true)}>
            Change
          </Button>
        )}
      </span>
      {confirm.isError && (
        <span role="alert" className="fault">
          {confirm.error.message}
        </span>
      )}
      {isChanging && <ChangeEmail account={account} onClose={() => setChanging(false)} />}
    </>
  );
}
