import clsx from "clsx";
import Link from "next/link";
import { Instant } from "@/components/ui/instant";
import type { Agent } from "@/lib/contract/agent";
import { shortenId } from "@/lib/timeline/actor";
import { AgentState } from "./agent-state";

/** One agent across the table's columns; on a phone a card. The whole of it leads to the agent's page. */
export function AgentLine({ agent, workspace }: { agent: Agent; workspace: string }) {
  const { counts, status } = agent;
  const name = agent.display_name ?? agent.agent_name;
  const work = agent.task_id ?? agent.session_id;
  const about = [agent.agent_role, agent.source].filter((fact) => fact !== null).join(" · ");
  return (
    <tr>
      <td className="who">
        <Link
          href={`/w/${workspace}/agents/${encodeURIComponent(agent.agent_id)}`}
          title={agent.agent_id}
          aria-label={name ?? agent.agent_id}
          className="cut block font-semibold"
        >
          {name ?? shortenId(agent.agent_id)}
        </Link>
        <span className="cut sm faint block">{about || shortenId(agent.agent_id)}</span>
      </td>
      <td className="state">
        <span className="flex min-w-0 items-center gap-2">
          <span className="flex-none min-[761px]:w-[136px]">
            <AgentState status={status} />
          </span>
          <span className="cut muted">{status.reason}</span>
        </span>
      </td>
      <td className="work cut sm faint mono" title={work ?? undefined}>
        {work === null ? "–" : shortenId(work)}
      </td>
      <Count value={counts.events} noun="event" />
      <Count value={counts.errors} noun="error" tone="text-failure" />
      <Count value={counts.denials} noun="denial" tone="text-denied" />
      <td className="seen sm faint text-right">
        <Instant time={agent.last_seen} />
      </td>
    </tr>
  );
}

/** On a phone, where no column's head says what is counted, the noun stands beside the number and noughts are left out. */
function Count({ value, noun, tone }: { value: number; noun: string; tone?: string }) {
  return (
    <td className={clsx("count text-right", value === 0 ? "none faint" : tone)}>
      {value.toLocaleString("en")}
      <span className="noun">{` ${noun}${value === 1 ? "" : "s"}`}</span>
    </td>
  );
}
