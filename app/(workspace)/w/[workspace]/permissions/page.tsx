import type { Metadata } from "next";
import { requireMembership } from "@/lib/server/auth/page-access";
import { PermissionsScreen } from "./permissions-screen";

export const metadata: Metadata = { title: "Permissions" };

export default async function PermissionsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await requireMembership((await params).workspace);
  return <PermissionsScreen workspace={workspace.slug} />;
}
