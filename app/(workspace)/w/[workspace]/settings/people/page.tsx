import type { Metadata } from "next";
import { PeoplePanel } from "@/components/people/people-panel";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { requireMembership } from "@/lib/server/auth/page-access";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role, viewer } = await requireMembership((await params).workspace);
  return (
    <>
      <TopBar title="People" crumbs={[{ text: "Settings", href: `/w/${workspace.slug}/settings` }]} />
      <main className="scroll">
        <div className="page">
          <SettingsTabs workspace={workspace.slug} />
          <PeoplePanel workspace={workspace.slug} role={role} viewerEmail={viewer.email} />
        </div>
      </main>
    </>
  );
}
