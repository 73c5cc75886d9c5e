import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { busyStates, troubledStates } from "@/components/overview/standing-states";
import { standingAgentsPath, standingAgentsQuery } from "@/lib/browser/overview-queries";
import { requireMembership } from "@/lib/server/auth/page-access";
import { listAgents } from "@/lib/server/endpoints/agents";
import { OverviewScreen } from "./overview-screen";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, reach } = await requireMembership((await params).workspace);
  const client = new QueryClient();
  await Promise.all(
    [troubledStates, busyStates].map(async (states) => {
      const query = standingAgentsPath(workspace.slug, states).split("?")[1];
      const list = await listAgents(reach, new URLSearchParams(query));
      client.setQueryData(standingAgentsQuery(workspace.slug, states).queryKey, list);
    }),
  );
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OverviewScreen workspace={workspace.slug} />
    </HydrationBoundary>
  );
}
