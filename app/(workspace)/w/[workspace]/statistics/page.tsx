import type { Metadata } from "next";
import { requireMembership } from "@/lib/server/auth/page-access";
import { StatisticsScreen } from "./statistics-screen";

export const metadata: Metadata = { title: "Statistics" };

export default async function StatisticsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await requireMembership((await params).workspace);
  return <StatisticsScreen workspace={workspace.slug} />;
}
