import clsx from "clsx";
import { Age } from "@/components/ui/age";
import type { Agent } from "@/lib/contract/agent";
import { saidLast } from "@/lib/timeline/agent-state";
import { formatShare } from "@/lib/timeline/format-share";
import { AgentBudget } from "./agent-budget";
import { AgentLink, aboutAgent } from "./agent-link";
import { AgentSpark, type SeriesOfAgents } from "./agent-spark";
import { AgentState } from "./agent-state";

export type AgentShown = { agent: Agent; workspace: string; series: SeriesOfAgents; span: string };

/** One agent across the table's columns; on a phone a card. The whole of it leads to the agent's page. */
export function AgentLine({ agent, workspace, series, span }: AgentShown) {
  const { counts, status } = agent;
  return (
    <tr>
      <td className="who">
        <AgentLink agent={agent} workspace={workspace} />
        <span className="cut sm faint block">
          {aboutAgent(agent)}
          {agent.archived && " · archived"}
        </span>
      </td>
      <td className="state">
        <AgentState status={status} />
      </td>
      <td className="what">
        <span className="cut muted block" title={status.reason}>
          {saidLast(status.reason)}
        </span>
      </td>
      <td className="bars">
        <AgentSpark agentId={agent.agent_id} series={series} span={span} />
      </td>
      <Count value={counts.events} noun="event" />
      <Count value={counts.errors} of={counts.events} noun="error" tone="text-failure" />
      <Count value={counts.denials} of={counts.events} noun="denial" tone="text-denied" />
      <td className={clsx("left", agent.budget === null && "none")}>
        <AgentBudget budget={agent.budget} />
      </td>
      <td className="seen sm faint text-right">
        <Age time={agent.last_seen} />
      </td>
    </tr>
  );
}

type CountProps = { value: number; of?: number; noun: string; tone?: string };

/** On a phone, where no column's head says what is counted, the noun stands beside the number and noughts are left out. */
function Count({ value, of, noun, tone }: CountProps) {
  const rate = of !== undefined && value > 0 ? formatShare(value, of) : null;
  return (
    <td className={clsx("count text-right", value === 0 ? "none faint" : tone)}>
      {value.toLocaleString("en")}
      <span className="noun">{` ${noun}${value === 1 ? "" : "s"}`}</span>
      {rate && <small title={`${rate} of its events`}> {rate}</small>}
    </td>
  );
}
