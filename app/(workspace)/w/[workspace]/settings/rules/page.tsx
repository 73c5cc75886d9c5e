import type { Metadata } from "next";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { requireMembership } from "@/lib/server/auth/page-access";
import { RulesScreen } from "./rules-screen";

export const metadata: Metadata = { title: "Rules" };

export default async function RulesPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role } = await requireMembership((await params).workspace);
  return (
    <>
      <TopBar title="Rules" crumbs={[{ text: "Settings", href: `/w/${workspace.slug}/settings` }]} />
      <main className="scroll">
        <div className="page">
          <SettingsTabs workspace={workspace.slug} />
          <RulesScreen workspace={workspace.slug} role={role} />
        </div>
      </main>
    </>
  );
}
