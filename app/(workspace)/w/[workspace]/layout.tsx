import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { DeletionBanner } from "@/components/workspace/deletion-banner";
import { StreamsOfPerson } from "@/lib/browser/streams-of-person";
import { requireMembership } from "@/lib/server/auth/page-access";

type WorkspaceLayoutProps = { children: ReactNode; params: Promise<{ workspace: string }> };

export default async function WorkspaceLayout({ children, params }: WorkspaceLayoutProps) {
  const { workspace: slug } = await params;
  const { viewer, workspace, workspaces, role, reach } = await requireMembership(slug);
  return (
    <StreamsOfPerson person={viewer.email}>
      <AppShell
        viewer={{ email: viewer.email, name: viewer.name }}
        workspace={{ slug: workspace.slug, name: workspace.name }}
        projects={reach.projects}
        workspaces={workspaces.map(({ slug, name }) => ({ slug, name }))}
      >
        {workspace.goneAt && (
          <DeletionBanner
            workspace={workspace.slug}
            goneAt={workspace.goneAt.toISOString()}
            isOwner={role === "owner"}
          />
        )}
        {children}
      </AppShell>
    </StreamsOfPerson>
  );
}
