import type { Metadata } from "next";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { WorkspacePanel } from "@/components/workspace/workspace-panel";
import { requireMembership } from "@/lib/server/auth/page-access";

export const metadata: Metadata = { title: "Workspace" };

export default async function WorkspacePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role, viewer } = await requireMembership((await params).workspace);
  return (
    <>
      <TopBar title="Workspace" crumbs={[{ text: "Settings", href: `/w/${workspace.slug}/settings` }]} />
      <main className="scroll">
        <div className="page">
          <SettingsTabs workspace={workspace.slug} />
          <WorkspacePanel
            workspace={{ slug: workspace.slug, name: workspace.name }}
            role={role}
            viewerEmail={viewer.email}
            isDeleted={workspace.goneAt !== null}
          />
        </div>
      </main>
    </>
  );
}
