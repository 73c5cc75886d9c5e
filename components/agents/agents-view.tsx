"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { agentSeriesQuery } from "@/lib/browser/agents-query";
import { ApiProblem } from "@/lib/browser/api";
import type { ActivityHeard } from "@/lib/browser/use-activity-stream";
import { isChosen, orderAgents } from "@/lib/timeline/select-agents";
import { AgentCards } from "./agent-cards";
import { seriesByAgent } from "./agent-spark";
import { AgentTable } from "./agent-table";
import { AgentsBar } from "./agents-bar";
import { type ChangeAgentsAddress, useAgentsAddress } from "./use-agents-address";
import { useHeldOrder } from "./use-held-order";
import { useKnownAgents } from "./use-known-agents";

const shownStep = 100;
const everybody = { state: [], role: [], source: [], text: "" };

/** The workspace's agents as they are now: chosen, ordered and shown as the address says. */
export function AgentsView({ workspace, activity }: { workspace: string; activity: ActivityHeard }) {
  const [address, setAddress] = useAgentsAddress();
  const { layout, sort, span, state, role, source, text, archived } = address;
  const [shownMax, setShownMax] = useState(shownStep);
  const known = useKnownAgents(workspace, activity);
  const { agents, isWhole, error, hasNextPage, isFetchingNextPage, fetchNextPage } = known;
  const { data: series } = useQuery(agentSeriesQuery(workspace, span));
  const seriesOf = useMemo(() => seriesByAgent(series), [series]);

  const choice = { states: [], roles: role, sources: source, text, archived };
  const inAnyState = agents.filter((agent) => isChosen(agent, choice));
  const chosen = inAnyState.filter(({ status }) => state.length === 0 || state.includes(status.state));
  const { held, hold, release } = useHeldOrder(orderAgents(chosen, sort));
  const shown = held.slice(0, shownMax);
  const change: ChangeAgentsAddress = (next) => {
    release();
    void setAddress(next);
  };

  const isEmpty =
    known.data !== undefined && !agents.some(({ archived, deleted }) => !archived && !deleted) && !archived;
  return (
    <>
      {error && (
        <ErrorState
          title="Agents can't be read just now"
          text={`${error.message}${agents.length > 0 ? " What you see was read before." : ""}`}
          onRetry={() => void known.refetch()}
          requestId={error instanceof ApiProblem ? error.requestId : null}
        />
      )}
      {known.isPending && <Skeleton rows={8} />}
      {isEmpty && agents.length === 0 && (
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
        <>
          <AgentsBar address={address} onChange={change} agents={agents} inAnyState={inAnyState} />
          {shown.length === 0 && (
            <EmptyState
              title="No agent matches"
              text={isEmpty ? "Every agent is archived." : `${agents.length.toLocaleString("en")} are known here.`}
              actions={
                isEmpty ? (
                  <Button onClick={() => change({ archived: true })}>Show archived ones</Button>
                ) : (
                  <Button onClick={() => change(everybody)}>Remove all filters</Button>
                )
              }
            />
          )}
          {shown.length > 0 && layout === "table" && (
            <AgentTable
              agents={shown}
              {...{ workspace, span, sort, hold }}
              series={seriesOf}
              onSort={(next) => change({ sort: next })}
            />
          )}
          {shown.length > 0 && layout === "cards" && (
            <AgentCards agents={shown} {...{ workspace, span, hold }} series={seriesOf} />
          )}
          <Extent
            shown={shown.length}
            chosen={chosen.length}
            known={agents.length}
            isWhole={isWhole}
            onMore={chosen.length > shown.length ? () => setShownMax((before) => before + shownStep) : undefined}
            onRead={!isWhole && hasNextPage ? () => void fetchNextPage() : undefined}
            isReading={isFetchingNextPage}
          />
        </>
      )}
    </>
  );
}

type ExtentProps = {
  shown: number;
  chosen: number;
  known: number;
  isWhole: boolean;
  onMore: (() => void) | undefined;
  onRead: (() => void) | undefined;
  isReading: boolean;
};

/** How much of all there is stands above, and the way to the rest. */
function Extent({ shown, chosen, known, isWhole, onMore, onRead, isReading }: ExtentProps) {
  const count = (value: number) => value.toLocaleString("en");
  return (
    <div className="mt-3 flex flex-wrap items-center gap-3">
      {onMore && <Button onClick={onMore}>Show more</Button>}
      {onRead && (
        <Button disabled={isReading} onClick={onRead}>
          Read more agents
        </Button>
      )}
      <p className="sm faint">
        {shown < chosen && `${count(shown)} of ${count(chosen)} shown. `}
        {!isWhole && `Chosen and ordered among the ${count(known)} seen last; there are more.`}
      </p>
    </div>
  );
}
