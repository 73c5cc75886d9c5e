import { dehydrate, HydrationBoundary, type InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { agentsQuery } from "@/lib/browser/agents-query";
import type { AgentList } from "@/lib/contract/agent";
import { requireMembership } from "@/lib/server/auth/page-access";
import { listAgents } from "@/lib/server/endpoints/agents";
import { AgentsScreen } from "./agents-screen";

export const metadata: Metadata = { title: "Agents" };

export default async function AgentsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, reach } = await requireMembership((await params).workspace);
  const client = new QueryClient();
  const { queryKey, initialPageParam } = agentsQuery(workspace.slug);
  const list = await listAgents(reach, new URLSearchParams(initialPageParam.split("?")[1]));
  client.setQueryData<InfiniteData<AgentList, string>>(queryKey, { pages: [list], pageParams: [initialPageParam] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AgentsScreen workspace={workspace.slug} />
    </HydrationBoundary>
  );
}
