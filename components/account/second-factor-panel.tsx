import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { accountQuery } from "@/lib/browser/account-query";
import type { Account } from "@/lib/contract/account";
import { RenewRecoveryCodes } from "./renew-recovery-codes";
import { TurnOffSecondFactor } from "./turn-off-second-factor";
import { TurnOnSecondFactor } from "./turn-on-second-factor";

export function SecondFactorPanel({ account }: { account: Account }) {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [isRenewing, setRenewing] = useState(false);
  const factor = account.second_factor;
  function close() {
    setOpen(false);
    setRenewing(false);
    queries.invalidateQueries({ queryKey: accountQuery.queryKey });
  }
  return (
    <section className="panel" aria-labelledby="second-factor-title">
      <header>
        <h2 id="second-factor-title">Second factor</h2>
        <span className="grow" />
        {factor && <Button onClick={() => setRenewing(true)}>Renew recovery codes</Button>}
        <Button onClick={() => setOpen(true)}>{factor ? "Turn off" : "Turn on"}</Button>
      </header>
      {factor ? (
        <p className="account-note">
          On since <Instant time={factor.since} form="day" />. Logging in takes a code of your app.{" "}
          {codesLeft(factor.recovery_codes_left)}
        </p>
      ) : (
        <p className="account-note">Off. With an authenticator app, a stolen password alone opens nothing.</p>
      )}
      {isOpen && factor && <TurnOffSecondFactor hasPassword={account.has_password} onClose={close} />}
      {isOpen && !factor && <TurnOnSecondFactor account={account} onClose={close} />}
      {isRenewing && <RenewRecoveryCodes account={account} onClose={close} />}
    </section>
  );
}

function codesLeft(count: number): string {
  if (count === 0) return "No recovery code is left: renew them.";
  return count === 1 ? "One recovery code is left." : `${count} recovery codes are left.`;
}
