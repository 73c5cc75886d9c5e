import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toaster";
import { accountQuery, changeAccount } from "@/lib/browser/account-query";
import { faultAt, otherFault } from "@/lib/browser/fault-at";
import type { Account } from "@/lib/contract/account";
import { EmailLine } from "./email-line";

export function ProfilePanel({ account, sendsMail }: { account: Account; sendsMail: boolean }) {
  const queries = useQueryClient();
  const router = useRouter();
  const save = useMutation({
    mutationFn: changeAccount,
    onSuccess: (changed) => {
      queries.setQueryData(accountQuery.queryKey, changed);
      toast("Your name is saved");
      // The shell shows it too.
      router.refresh();
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name")).trim();
    save.mutate({ name: name === "" ? null : name });
  }

  const fault = otherFault(save.error, ["name"]);
  return (
    <section className="panel" aria-labelledby="profile-title">
      <header>
        <h2 id="profile-title">You</h2>
      </header>
      <dl className="account-facts">
        <div>
          <dt>E-mail</dt>
          <dd>
            <EmailLine account={account} sendsMail={sendsMail} />
          </dd>
        </div>
      </dl>
      <form className="account-form" onSubmit={submit}>
        <TextInput
          label="Name"
          name="name"
          defaultValue={account.name ?? ""}
          autoComplete="name"
          maxLength={100}
          error={faultAt(save.error, "name")}
          hint="As others see you. Empty: your e-mail address."
        />
        {fault && (
          <p role="alert" className="fault">
            {fault}
          </p>
        )}
        <Button type="submit" variant="primary" disabled={save.isPending}>
          Save name
        </Button>
      </form>
    </section>
  );
}
