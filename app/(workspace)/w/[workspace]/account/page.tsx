import type { Metadata } from "next";
import { AccountPanels } from "@/components/account/account-panels";
import { TopBar } from "@/components/shell/top-bar";
import { requireMembership } from "@/lib/server/auth/page-access";

export const metadata: Metadata = { title: "Your account" };

type AccountPageProps = { params: Promise<{ workspace: string }> };

/** One account, whatever the workspace: it stands in the shell of the one from which it was opened. */
export default async function AccountPage({ params }: AccountPageProps) {
  await requireMembership((await params).workspace);
  return (
    <>
      <TopBar title="Your account" />
      <main className="scroll">
        <div className="page">
          <AccountPanels />
        </div>
      </main>
    </>
  );
}
