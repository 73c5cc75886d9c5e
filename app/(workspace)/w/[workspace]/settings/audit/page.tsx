import type { Metadata } from "next";
import { AuditLog } from "@/components/audit/audit-log";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { EmptyState } from "@/components/ui/empty-state";
import { isAtLeast } from "@/lib/contract/roles";
import { requireMembership } from "@/lib/server/auth/page-access";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role } = await requireMembership((await params).workspace);
  return (
    <>
      <TopBar title="Audit" crumbs={[{ text: "Settings", href: `/w/${workspace.slug}/settings` }]} />
      <main className="scroll">
        <div className="page">
          <SettingsTabs workspace={workspace.slug} />
          {isAtLeast(role, "admin") ? (
            <AuditLog workspace={workspace.slug} isOwner={role === "owner"} />
          ) : (
            <EmptyState title="For admins" text="The audit log tells who did what, and from which address." />
          )}
        </div>
      </main>
    </>
  );
}
