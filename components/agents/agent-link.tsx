import { Link } from "@/components/ui/link";
import type { Agent } from "@/lib/contract/agent";
import { shortenId } from "@/lib/timeline/actor";
import { nameOfAgent } from "@/lib/timeline/select-agents";

/** Leads to the agent's page. A long id is cut in the middle for the eye only. */
export function AgentLink({ agent, workspace }: { agent: Agent; workspace: string }) {
  const name = nameOfAgent(agent);
  return (
    <Link
      href={`/w/${workspace}/agents/${encodeURIComponent(agent.agent_id)}`}
      title={agent.agent_id}
      aria-label={name}
      className="cut block font-semibold"
    >
      {name === agent.agent_id ? shortenId(name) : name}
    </Link>
  );
}

/** What kind of agent it is, in a few words: role and source, else its id. */
export function aboutAgent({ agent_role, source, agent_id }: Agent): string {
  return [agent_role, source].filter((fact) => fact !== null).join(" · ") || shortenId(agent_id);
}
