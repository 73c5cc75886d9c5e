import { useMutation, useQueryClient } from "@tanstack/react-query";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { toast } from "@/components/ui/toaster";
import { accountQuery, allowIdentityLink, unlinkIdentity } from "@/lib/browser/account-query";
import type { Account, AccountProof } from "@/lib/contract/account";
import { ProofDialog } from "./proof-dialog";
import { providerName } from "./provider-name";

export type LoginProvider = { id: string; name: string };

type ProvidersPanelProps = { account: Account; providers: readonly LoginProvider[]; fault: string | null };

/** The providers that log this person in, and those that could; nothing where there is neither. */
export function ProvidersPanel({ account, providers, fault }: ProvidersPanelProps) {
  const [unlinking, setUnlinking] = useState<Account["identities"][number] | null>(null);
  const [linking, setLinking] = useState<LoginProvider | null>(null);
  const nameOf = (id: string) => providers.find((provider) => provider.id === id)?.name ?? providerName(id);
  const open = providers.filter(({ id }) => !account.identities.some(({ provider }) => provider === id));
  if (account.identities.length + open.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="providers-title">
      <header>
        <h2 id="providers-title">Other ways to log in</h2>
      </header>
      {fault && (
        <p role="alert" className="fault px-3.5 pt-2">
          {fault}
        </p>
      )}
      <ul className="provider-list">
        {account.identities.map((identity) => (
          <li key={`${identity.provider} ${identity.subject}`}>
            <span className="font-semibold">{nameOf(identity.provider)}</span>
            <span className="grow">
              {identity.email ?? "No verified address"}, linked <Instant time={identity.linked_at} form="day" />
            </span>
            <Button
              size="small"
              aria-label={`Unlink ${nameOf(identity.provider)}`}
              onClick={() => setUnlinking(identity)}
            >
              Unlink
            </Button>
          </li>
        ))}
        {open.map((provider) => (
          <li key={provider.id}>
            <span className="font-semibold">{provider.name}</span>
            <span className="grow muted">Not linked</span>
            <Button size="small" aria-label={`Link ${provider.name}`} onClick={() => setLinking(provider)}>
              Link
            </Button>
          </li>
        ))}
      </ul>
      {unlinking && (
        <Unlink
          account={account}
          identity={unlinking}
          name={nameOf(unlinking.provider)}
          onClose={() => setUnlinking(null)}
        />
      )}
      {linking && <LinkProvider account={account} provider={linking} onClose={() => setLinking(null)} />}
    </section>
  );
}

type UnlinkProps = { account: Account; identity: Account["identities"][number]; name: string; onClose: () => void };

function Unlink({ account, identity: { provider, subject }, name, onClose }: UnlinkProps) {
  const queries = useQueryClient();
  const unlink = useMutation({
    mutationFn: (proof: AccountProof) => unlinkIdentity({ provider, subject, ...proof }),
    onSuccess() {
      toast(`${name} no longer logs you in`);
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: accountQuery.queryKey }),
  });
  return (
    <ProofDialog
      account={account}
      title={`Unlink ${name}?`}
      lead="From then on it logs you in no more. Logins that are open stay open."
      act="Unlink"
      isDanger
      isBusy={unlink.isPending}
      error={unlink.error}
      onProof={(proof) => unlink.mutate(proof)}
      onClose={onClose}
    />
  );
}

type LinkProps = { account: Account; provider: LoginProvider; onClose: () => void };

function LinkProvider({ account, provider: { id, name }, onClose }: LinkProps) {
  const link = useMutation({
    async mutationFn(proof: AccountProof) {
      await allowIdentityLink(proof);
      await signIn(id, { callbackUrl: location.pathname });
    },
  });
  return (
    <ProofDialog
      account={account}
      title={`Link ${name}`}
      lead={`You go to ${name} and come back here. Then it logs you in, whatever address it knows you by.`}
      act={`Go to ${name}`}
      isBusy={link.isPending || link.isSuccess}
      error={link.error}
      onProof={(proof) => link.mutate(proof)}
      onClose={onClose}
    />
  );
}
