import { notFound } from "next/navigation";
import type { Agent } from "@/lib/contract/agent";
import type { Reach } from "@/lib/contract/reach";
import { isAtLeast } from "@/lib/contract/roles";
import { requireMembership } from "@/lib/server/auth/page-access";
import { readAgent } from "@/lib/server/endpoints/agents";
import { readAgentId } from "./read-agent-id";

export type AgentParams = Promise<{ workspace: string; agentId: string }>;

/** The agent that a page is about, in a workspace of the caller's. Its id may hold slashes: it is one encoded segment of the path. */
export async function requireAgent(params: AgentParams): Promise<{
  workspace: { id: number; slug: string };
  reach: Reach;
  agent: Agent;
  mayEdit: boolean;
}> {
  const { workspace: slug, agentId: segment } = await params;
  const { workspace, role, reach } = await requireMembership(slug);
  const agentId = readAgentId(segment);
  const agent = agentId === null ? null : await readAgent(reach, agentId);
  if (!agent) notFound();
  return { workspace, reach, agent, mayEdit: isAtLeast(role, "member") };
}
