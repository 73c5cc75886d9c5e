import type { Metadata } from "next";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { EmptyState } from "@/components/ui/empty-state";
import { isAtLeast } from "@/lib/contract/roles";
import { requireMembership } from "@/lib/server/auth/page-access";
import { WebhooksScreen } from "./webhooks-screen";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role } = await requireMembership((await params).workspace);
  return (
    <>
      <TopBar title="Webhooks" crumbs={[{ text: "Settings", href: `/w/${workspace.slug}/settings` }]} />
      <main className="scroll">
        <div className="page">
          <SettingsTabs workspace={workspace.slug} />
          {isAtLeast(role, "admin") ? (
            <WebhooksScreen workspace={workspace.slug} />
          ) : (
            <EmptyState title="For admins" text="Webhooks send what rules find to programs and to Slack." />
          )}
        </div>
      </main>
    </>
  );
}
