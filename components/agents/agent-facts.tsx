import Link from "next/link";
import { CategoryTile } from "@/components/ui/category-tile";
import { Instant } from "@/components/ui/instant";
import type { Agent } from "@/lib/contract/agent";
import type { AgentEvent } from "@/lib/contract/event";
import { AgentNumbers } from "./agent-numbers";
import { AgentState } from "./agent-state";

/** Who the agent is, where it stands and why, and its numbers. `proof`: the event behind its state, where it is loaded. */
export function AgentFacts({ agent, workspace, proof }: { agent: Agent; workspace: string; proof: AgentEvent | null }) {
  const events = (filter: Record<string, string>) => `/w/${workspace}/events?${new URLSearchParams(filter)}`;
  const { status } = agent;
  const proofText = `cursor ${status.cursor.toLocaleString("en")}`;
  const about = [agent.agent_role, agent.source, agent.owner].filter((fact) => fact !== null);
  return (
    <div className="grid flex-none gap-3 border-b border-line px-6 py-4 max-[760px]:px-3">
      <div className="flex items-center gap-3">
        <CategoryTile category="agents" />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-[20px] leading-[26px] font-semibold tracking-[-.015em]">
            {agent.display_name ?? agent.agent_name ?? agent.agent_id}
          </h2>
          <p className="flex flex-wrap items-center gap-x-1 gap-y-1 text-[12.5px] text-ink-2">
            <span className="font-mono break-all">{agent.agent_id}</span>
            {about.map((fact) => (
              <span key={fact}>· {fact}</span>
            ))}
            {agent.tags.map((tag) => (
              <span key={tag} className="tag">
                {tag}
              </span>
            ))}
            {agent.archived && <span className="tag">archived</span>}
          </p>
        </div>
      </div>
      <section aria-label="State now" className="rounded-[8px] border border-line px-[14px] py-3">
        <p className="flex flex-wrap items-center gap-2 text-[15px] leading-[22px] text-ink-2">
          <AgentState status={status} />
          <span>{status.reason}</span>
        </p>
        <p className="mt-1 text-[12px] leading-[18px] text-ink-3">
          Since <Instant time={status.since} />, proof is{" "}
          {proof ? (
            <Link className="link" href={events({ agent_id: agent.agent_id, event: proof.event_id })}>
              {proofText}
            </Link>
          ) : (
            proofText
          )}
          . Last seen <Instant time={agent.last_seen} />
          {agent.session_id !== null && (
            <>
              {" · "}
              <Link className="link" href={events({ session_id: agent.session_id })}>
                Its session
              </Link>
            </>
          )}
          {agent.task_id !== null && (
            <>
              {" · "}
              <Link className="link" href={events({ task_id: agent.task_id })}>
                Its task
              </Link>
            </>
          )}
        </p>
      </section>
      <AgentNumbers agent={agent} />
    </div>
  );
}
