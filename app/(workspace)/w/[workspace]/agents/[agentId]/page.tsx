import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { agentQuery } from "@/lib/browser/agent-query";
import { requireMembership } from "@/lib/server/auth/page-access";
import { findAgent } from "@/lib/server/projections/read-agents";
import { parseFilter } from "@/lib/timeline/filter";
import { pageParams } from "@/lib/timeline/page-params";
import { prefetchTimeline } from "../../events/prefetch-timeline";
import { paramsOf, type SearchParams } from "../../events/search-params";
import { AgentScreen } from "./agent-screen";
import { readAgentId } from "./read-agent-id";

type Props = { params: Promise<{ workspace: string; agentId: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: readAgentId((await params).agentId) ?? "Not found" };
}

/** An agent's id may hold slashes: it is one encoded segment of the path. */
export default async function AgentPage({ params, searchParams }: Props) {
  const { workspace: slug, agentId: segment } = await params;
  const { workspace } = await requireMembership(slug);
  const agentId = readAgentId(segment);
  const agent = agentId === null ? null : await findAgent(workspace.id, agentId, Date.now());
  if (agentId === null || !agent) notFound();

  const client = new QueryClient();
  client.setQueryData(agentQuery(workspace.slug, agentId).queryKey, agent);
  const parsed = parseFilter(paramsOf(await searchParams), { besides: pageParams });
  if (parsed.ok) await prefetchTimeline(client, { workspace, filter: { ...parsed.filter, agent_id: [agentId] } });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AgentScreen workspace={workspace.slug} agentId={agentId} />
    </HydrationBoundary>
  );
}
