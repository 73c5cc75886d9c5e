import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { agentQuery } from "@/lib/browser/agent-query";
import { parseFilter } from "@/lib/timeline/filter";
import { pageParams } from "@/lib/timeline/page-params";
import { prefetchTimeline } from "../../../events/prefetch-timeline";
import { paramsOf, type SearchParams } from "../../../events/search-params";
import { readAgentId } from "../read-agent-id";
import { type AgentParams, requireAgent } from "../require-agent";
import { AgentEventsScreen } from "./agent-events-screen";

type Props = { params: AgentParams; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const agentId = readAgentId((await params).agentId);
  return { title: agentId === null ? "Not found" : `Events of ${agentId}` };
}

export default async function AgentEventsPage({ params, searchParams }: Props) {
  const { workspace, reach, agent, mayEdit } = await requireAgent(params);
  const client = new QueryClient();
  client.setQueryData(agentQuery(workspace.slug, agent.agent_id).queryKey, agent);
  const parsed = parseFilter(paramsOf(await searchParams), { besides: pageParams });
  if (parsed.ok)
    await prefetchTimeline(client, {
      workspace: workspace.slug,
      reach,
      filter: { ...parsed.filter, agent_id: [agent.agent_id] },
    });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AgentEventsScreen workspace={workspace.slug} agentId={agent.agent_id} mayEdit={mayEdit} />
    </HydrationBoundary>
  );
}
