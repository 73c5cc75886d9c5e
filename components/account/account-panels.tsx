"use client";

import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { accountQuery } from "@/lib/browser/account-query";
import { ApiProblem } from "@/lib/browser/api";
import { LoginsPanel } from "./logins-panel";
import { NotificationsPanel } from "./notifications-panel";
import { PasswordPanel } from "./password-panel";
import { ProfilePanel } from "./profile-panel";
import { type LoginProvider, ProvidersPanel } from "./providers-panel";
import { SecondFactorPanel } from "./second-factor-panel";

type AccountPanelsProps = {
  /** In which one's shell the page stands. */
  workspace: { slug: string; name: string };
  providers: readonly LoginProvider[];
  sendsMail: boolean;
  linkFault: string | null;
};

/** Everything that a person may change of their own account. */
export function AccountPanels({ workspace, providers, sendsMail, linkFault }: AccountPanelsProps) {
  const account = useQuery(accountQuery);
  if (account.isError) {
    return (
      <ErrorState
        title="Your account can't be read just now"
        text={account.error.message}
        requestId={account.error instanceof ApiProblem ? account.error.requestId : null}
        onRetry={() => account.refetch()}
      />
    );
  }
  if (!account.data) return <Skeleton rows={6} />;
  return (
    <div className="account">
      <ProfilePanel account={account.data} sendsMail={sendsMail} />
      <PasswordPanel account={account.data} />
      <ProvidersPanel account={account.data} providers={providers} fault={linkFault} />
      <SecondFactorPanel account={account.data} />
      <NotificationsPanel workspace={workspace.slug} workspaceName={workspace.name} />
      <LoginsPanel />
    </div>
  );
}
