import { Link } from "@/components/ui/link";
import type { Agent } from "@/lib/contract/agent";
import { shortenId } from "@/lib/timeline/actor";
import { agentHref, nameOf } from "./agent-links";
import { type AgentHour, sumOf } from "./series-of-agents";

const shownMax = 5;

type BusiestAgentsProps = {
  hours: readonly AgentHour[];
  agents: readonly Agent[];
  workspace: string;
};

/** Who reported most in the last hour, and how much of it was denied or failed. */
export function BusiestAgents({ hours, agents, workspace }: BusiestAgentsProps) {
  const busiest = hours.slice(0, shownMax).map((hour) => ({
    id: hour.agent_id,
    events: sumOf(hour.events),
    errors: sumOf(hour.errors),
    denials: sumOf(hour.denials),
  }));
  const most = Math.max(1, ...busiest.map(({ events }) => events));
  const name = (id: string) => {
    const agent = agents.find(({ agent_id }) => agent_id === id);
    return agent ? nameOf(agent) : shortenId(id);
  };
  return (
    <section className="panel bus" aria-labelledby="busiest">
      <header>
        <h2 id="busiest">Busiest agents</h2>
        <span className="n">events, last hour</span>
      </header>
      {busiest.length === 0 && <p className="ar-none muted">Nobody reported.</p>}
      <ul>
        {busiest.map(({ id, events, errors, denials }) => (
          <li key={id} title={`${events} events, ${denials} denied, ${errors} errors`}>
            <Link className="cut hover:underline" href={agentHref(workspace, id)}>
              {name(id)}
            </Link>
            <span className="stack" style={{ width: `${(events / most) * 100}%` }} aria-hidden="true">
              <Part count={events - errors - denials} token="--color-sev-info" />
              <Part count={denials} token="--color-sev-warning" />
              <Part count={errors} token="--color-sev-error" />
            </span>
            <span className="v">
              {events.toLocaleString("en")}
              <span className="hide">{` events, ${denials} denied, ${errors} errors`}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Part({ count, token }: { count: number; token: string }) {
  return count > 0 ? <i style={{ flex: count, background: `var(${token})` }} /> : null;
}
