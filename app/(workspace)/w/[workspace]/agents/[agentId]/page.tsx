import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { agentQuery } from "@/lib/browser/agent-query";
import { prefetchTimeline } from "../../events/prefetch-timeline";
import { AgentScreen } from "./agent-screen";
import { readAgentId } from "./read-agent-id";
import { type AgentParams, requireAgent } from "./require-agent";

type Props = { params: AgentParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: readAgentId((await params).agentId) ?? "Not found" };
}

export default async function AgentPage({ params }: Props) {
  const { workspace, reach, agent, mayEdit } = await requireAgent(params);
  const client = new QueryClient();
  client.setQueryData(agentQuery(workspace.slug, agent.agent_id).queryKey, agent);
  await prefetchTimeline(client, { workspace: workspace.slug, reach, filter: { agent_id: [agent.agent_id] } });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AgentScreen workspace={workspace.slug} agentId={agent.agent_id} mayEdit={mayEdit} />
    </HydrationBoundary>
  );
}
