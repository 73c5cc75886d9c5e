import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { agentsQuery } from "@/lib/browser/agents-query";
import { ApiProblem } from "@/lib/browser/api";
import type { ActivityHeard } from "@/lib/browser/use-activity-stream";
import { mergeAgents } from "@/lib/timeline/merge-agents";
import { AgentLine } from "./agent-line";

/** All agents, newest activity first, as they are now. */
export function AgentTable({ workspace, activity }: { workspace: string; activity: ActivityHeard }) {
  const { told, refetchInterval } = activity;
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    ...agentsQuery(workspace),
    refetchInterval,
  });
  const agents = useMemo(() => {
    const listed = data?.pages.flatMap((page) => page.agents) ?? [];
    const merged = data ? mergeAgents(listed, told, { isWhole: !hasNextPage }) : listed;
    return merged.filter(({ archived, deleted }) => !archived && !deleted);
  }, [data, told, hasNextPage]);
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
            <Link className="btn primary" href={`/w/${workspace}/connect`}>
              Connect an agent
            </Link>
          }
        />
      )}
      {agents.length > 0 && (
        <div className="panel overflow-hidden">
          <table className="table agents">
            <thead>
              <tr>
                <th className="w-[20%]">Agent</th>
                <th>State and reason</th>
                <th className="w-[16%]">Task or session</th>
                <th className="w-[76px] text-right">Events</th>
                <th className="w-[72px] text-right">Errors</th>
                <th className="w-[76px] text-right">Denials</th>
                <th className="w-[124px] text-right">Last seen</th>
              </tr>
            </thead>
            <tbody>
              {agents.map((agent) => (
                <AgentLine key={agent.agent_id} agent={agent} workspace={workspace} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hasNextPage && (
        <Button className="mt-3" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}
