import type { Metadata } from "next";
import { AccountPanels } from "@/components/account/account-panels";
import { linkingFault } from "@/components/account/linking-fault";
import { TopBar } from "@/components/shell/top-bar";
import { requireMembership } from "@/lib/server/auth/page-access";
import { loginProviders } from "@/lib/server/auth/providers";
import { mailIsSet } from "@/lib/server/mail/send-mail";

export const metadata: Metadata = { title: "Your account" };

type AccountPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ error?: string | string[] }>;
};

/** One account, whatever the workspace: it stands in the shell of the one from which it was opened. */
export default async function AccountPage({ params, searchParams }: AccountPageProps) {
  const { workspace } = await requireMembership((await params).workspace);
  const { error } = await searchParams;
  const linkFault = typeof error === "string" ? linkingFault(error) : null;
  return (
    <>
      <TopBar title="Your account" />
      <main className="scroll">
        <div className="page">
          <AccountPanels
            workspace={{ slug: workspace.slug, name: workspace.name }}
            providers={loginProviders()}
            sendsMail={mailIsSet()}
            linkFault={linkFault}
          />
        </div>
      </main>
    </>
  );
}
