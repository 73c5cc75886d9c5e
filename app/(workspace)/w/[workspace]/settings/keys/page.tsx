import type { Metadata } from "next";
import { KeysPanel } from "@/components/settings/keys-panel";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { requireMembership } from "@/lib/server/auth/page-access";

export const metadata: Metadata = { title: "API keys" };

type KeysPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ first?: string | string[] }>;
};

export default async function KeysPage({ params, searchParams }: KeysPageProps) {
  const { workspace: slug } = await params;
  const { workspace, role, viewer } = await requireMembership(slug);
  const { first } = await searchParams;
  return (
    <>
      <TopBar title="API keys" crumbs={[{ text: "Settings", href: `/w/${workspace.slug}/settings` }]} />
      <main className="scroll">
        <div className="page">
          <SettingsTabs workspace={workspace.slug} />
          <KeysPanel
            workspace={workspace.slug}
            role={role}
            viewerEmail={viewer.email}
            isFirstVisit={first !== undefined}
          />
        </div>
      </main>
    </>
  );
}
