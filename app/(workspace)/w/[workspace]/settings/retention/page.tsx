import type { Metadata } from "next";
import { RetentionPanel } from "@/components/settings/retention-panel";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { EmptyState } from "@/components/ui/empty-state";
import { isAtLeast } from "@/lib/contract/roles";
import { requireMembership } from "@/lib/server/auth/page-access";

export const metadata: Metadata = { title: "Retention" };

export default async function RetentionPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role } = await requireMembership((await params).workspace);
  return (
    <>
      <TopBar title="Retention" crumbs={[{ text: "Settings", href: `/w/${workspace.slug}/settings` }]} />
      <main className="scroll">
        <div className="page">
          <SettingsTabs workspace={workspace.slug} />
          <p className="lead mb-4 max-w-[68ch]">
            Events can go after some days, and their payloads sooner. What is known of agents, sessions and tasks stays;
            pages, search, statistics and export show what is still kept.
          </p>
          {isAtLeast(role, "admin") ? (
            <RetentionPanel workspace={workspace.slug} />
          ) : (
            <EmptyState title="For admins" text="An admin of this workspace says for how long events are kept." />
          )}
        </div>
      </main>
    </>
  );
}
