import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Instant } from "@/components/ui/instant";
import { Skeleton } from "@/components/ui/skeleton";
import { agentsQuery } from "@/lib/browser/agents-query";
import { ApiProblem } from "@/lib/browser/api";
import type { Agent } from "@/lib/contract/agent";
import { AgentState } from "./agent-state";

/** All agents, newest activity first. */
export function AgentTable({ workspace }: { workspace: string }) {
  const { data, error, isPending, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery(agentsQuery(workspace));
  const agents = data?.pages.flatMap((page) => page.agents) ?? [];
  return (
    <>
      {error && (
        <ErrorState
          title="Agents can't be read just now"
          text={`${error.message}${agents.length > 0 ? " What you see was read before." : ""}`}
          onRetry={() => void refetch()}
          requestId={error instanceof ApiProblem ? error.requestId : null}
        />
      )}
      {isPending && <Skeleton rows={8} />}
      {data && agents.length === 0 && (
        <EmptyState
          title="No agent has reported yet"
          text="An agent is here from its first event on."
          actions={
            <Link className="btn primary" href={`/w/${workspace}/settings/keys`}>
              Make an API key
            </Link>
          }
        />
      )}
      {agents.length > 0 && (
        <ul className="panel divide-y divide-line">
          {agents.map((agent) => (
            <AgentLine key={agent.agent_id} agent={agent} workspace={workspace} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button className="mt-3" onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}

function AgentLine({ agent, workspace }: { agent: Agent; workspace: string }) {
  const { counts } = agent;
  const work = agent.task_id ?? agent.session_id;
  return (
    <li>
      <Link
        href={`/w/${workspace}/agents/${encodeURIComponent(agent.agent_id)}`}
        className="grid min-h-11 grid-cols-[minmax(0,1.4fr)_minmax(0,2fr)_minmax(0,1fr)_auto] items-center gap-x-4 px-[14px] py-2 hover:bg-hover max-[760px]:grid-cols-[minmax(0,1fr)_auto]"
      >
        <span className="min-w-0">
          <b className="block truncate font-semibold">{agent.display_name ?? agent.agent_name ?? agent.agent_id}</b>
          <span className="block truncate text-[12px] text-ink-3">
            {[agent.agent_role, agent.source].filter((fact) => fact !== null).join(" · ") || agent.agent_id}
          </span>
        </span>
        <span className="flex min-w-0 items-center gap-2 max-[760px]:col-span-2 max-[760px]:row-start-2">
          <AgentState status={agent.status} />
          <span className="truncate text-ink-2">{agent.status.reason}</span>
        </span>
        <span className="truncate text-[12px] text-ink-3 max-[760px]:hidden" title={work ?? undefined}>
          {work ?? "–"}
        </span>
        <span className="text-right text-[12px] text-ink-3 max-[760px]:col-start-2 max-[760px]:row-start-1">
          <span className="block">
            {counted(counts.events, "event")}
            {counts.errors > 0 && <span className="text-failure">, {counted(counts.errors, "error")}</span>}
            {counts.denials > 0 && <span className="text-denied">, {counted(counts.denials, "denial")}</span>}
          </span>
          <Instant time={agent.last_seen} />
        </span>
      </Link>
    </li>
  );
}

const counted = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
