import type { Metadata } from "next";
import { PrivacyPreviewBox } from "@/components/settings/privacy-preview";
import { RedactionRulesPanel } from "@/components/settings/redaction-rules-panel";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { isAtLeast } from "@/lib/contract/roles";
import { requireMembership } from "@/lib/server/auth/page-access";

export const metadata: Metadata = { title: "Privacy" };

export default async function PrivacyPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role } = await requireMembership((await params).workspace);
  return (
    <>
      <TopBar title="Privacy" crumbs={[{ text: "Settings", href: `/w/${workspace.slug}/settings` }]} />
      <main className="scroll">
        <div className="page">
          <SettingsTabs workspace={workspace.slug} />
          <p className="lead mb-4 max-w-[68ch]">
            How much is kept is chosen with each key: all of it, all but secrets, or facts only. What a level
            doesn&apos;t keep is gone before anything is stored or shown.
          </p>
          <div className="grid gap-4">
            <PrivacyPreviewBox workspace={workspace.slug} />
            {isAtLeast(role, "admin") && <RedactionRulesPanel workspace={workspace.slug} />}
          </div>
        </div>
      </main>
    </>
  );
}
