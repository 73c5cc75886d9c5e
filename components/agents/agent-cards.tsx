import { Age } from "@/components/ui/age";
import { CategoryTile } from "@/components/ui/category-tile";
import type { Agent } from "@/lib/contract/agent";
import { saidLast } from "@/lib/timeline/agent-state";
import { formatShare } from "@/lib/timeline/format-share";
import { AgentBudget } from "./agent-budget";
import type { AgentShown } from "./agent-line";
import { AgentLink, aboutAgent } from "./agent-link";
import { AgentSpark } from "./agent-spark";
import { AgentState } from "./agent-state";
import type { HoldOrder } from "./use-held-order";

type AgentCardsProps = Omit<AgentShown, "agent"> & { agents: readonly Agent[]; hold: HoldOrder };

/** Agents a card each, for a look from afar. */
export function AgentCards({ agents, hold, ...shown }: AgentCardsProps) {
  return (
    <ul className="agent-cards" {...hold}>
      {agents.map((agent) => (
        <AgentCard key={agent.agent_id} agent={agent} {...shown} />
      ))}
    </ul>
  );
}

function AgentCard({ agent, workspace, series, span }: AgentShown) {
  const { counts, status } = agent;
  return (
    <li className="panel">
      <div className="flex items-center gap-2.5">
        <CategoryTile category="agents" silent />
        <div className="min-w-0 flex-1">
          <AgentLink agent={agent} workspace={workspace} />
          <p className="cut sm faint">{aboutAgent(agent)}</p>
        </div>
        <AgentState status={status} />
      </div>
      <p className="what muted" title={status.reason}>
        {saidLast(status.reason)}
      </p>
      <div className="flex h-5 items-end justify-between gap-3">
        <AgentSpark agentId={agent.agent_id} series={series} span={span} />
        <span className="sm faint">
          seen <Age time={agent.last_seen} />
        </span>
      </div>
      <dl>
        <Figure name="Errors" value={counts.errors} of={counts.events} tone="text-failure" />
        <Figure name="Denials" value={counts.denials} of={counts.events} tone="text-denied" />
        <div>
          <dt>Budget left</dt>
          <dd>
            <AgentBudget budget={agent.budget} />
          </dd>
        </div>
      </dl>
    </li>
  );
}

function Figure({ name, value, of, tone }: { name: string; value: number; of: number; tone: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={value > 0 ? tone : "faint"}>
        {value.toLocaleString("en")} {value > 0 && <small>{formatShare(value, of)}</small>}
      </dd>
    </div>
  );
}
