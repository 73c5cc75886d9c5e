import type { Metadata } from "next";
import { requireMembership } from "@/lib/server/auth/page-access";
import { BudgetsScreen } from "./budgets-screen";

export const metadata: Metadata = { title: "Budgets" };

export default async function BudgetsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await requireMembership((await params).workspace);
  return <BudgetsScreen workspace={workspace.slug} />;
}
