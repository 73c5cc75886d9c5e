import type { Metadata } from "next";
import { requireMembership } from "@/lib/server/auth/page-access";
import { InboxScreen } from "./inbox-screen";

export const metadata: Metadata = { title: "Inbox" };

export default async function InboxPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role, viewer } = await requireMembership((await params).workspace);
  return <InboxScreen workspace={workspace.slug} role={role} viewer={viewer.name ?? viewer.email} />;
}
