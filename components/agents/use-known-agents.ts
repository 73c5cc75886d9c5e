import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { agentsQuery } from "@/lib/browser/agents-query";
import type { ActivityHeard } from "@/lib/browser/use-activity-stream";
import { mergeAgents } from "@/lib/timeline/merge-agents";

/** So many agents the activity stream tells of at most. */
const toldMax = 10_000;

/**
 * Every agent that is known here, as it is now. `isWhole`: these are all that there are, from the last page or from the stream,
 * so that an order or a count of them is one of all agents.
 */
export function useKnownAgents(workspace: string, { told, connection, refetchInterval }: ActivityHeard) {
  const query = useInfiniteQuery({ ...agentsQuery(workspace), refetchInterval });
  const { data, hasNextPage } = query;
  const isWhole = data !== undefined && (!hasNextPage || (connection.kind === "live" && told.size < toldMax));
  const agents = useMemo(
    () =>
      data
        ? mergeAgents(
            data.pages.flatMap((page) => page.agents),
            told,
            { isWhole },
          )
        : [],
    [data, told, isWhole],
  );
  return { ...query, agents, isWhole };
}
