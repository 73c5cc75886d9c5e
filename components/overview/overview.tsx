"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { agentSeriesQuery } from "@/lib/browser/agents-query";
import { ApiProblem } from "@/lib/browser/api";
import { denialsQuery, failuresQuery } from "@/lib/browser/overview-queries";
import type { ActivityHeard } from "@/lib/browser/use-activity-stream";
import { useNow } from "@/lib/browser/use-now";
import { needsOf } from "@/lib/timeline/needs";
import { BusiestAgents } from "./busiest-agents";
import { EventRate } from "./event-rate";
import { NeedsPanel } from "./needs-panel";
import { useStandingAgents } from "./use-standing-agents";
import { WorkingNow } from "./working-now";

type OverviewProps = {
  workspace: string;
  activity: ActivityHeard;
  /** The newest failures: how an event reads is for the timeline to say. */
  failures: ReactNode;
};

/** What needs a person, who is at work, how much happens and what failed. */
export function Overview({ workspace, activity, failures }: OverviewProps) {
  const nowMs = useNow(1_000);
  const { agents, isPending, error, retry } = useStandingAgents(workspace, activity);
  const { data: denials } = useQuery(denialsQuery(workspace));
  const { data: newest } = useQuery(failuresQuery(workspace));
  const { data: series } = useQuery(agentSeriesQuery(workspace, "1h"));
  const hours = useMemo(() => new Map(series?.agents.map((hour) => [hour.agent_id, hour])), [series]);
  const { needs, older } = needsOf({ agents, denials: denials?.events ?? [], nowMs: nowMs ?? 0 });
  const count = (state: string) => agents.filter(({ status }) => status.state === state).length;

  if (newest?.head === 0 && agents.length === 0) return <FirstDay workspace={workspace} />;
  return (
    <>
      {error && (
        <ErrorState
          title="Agents can't be read just now"
          text={`${error.message}${agents.length > 0 ? " What you see was read before." : ""}`}
          onRetry={retry}
          requestId={error instanceof ApiProblem ? error.requestId : null}
        />
      )}
      <div className="ov-lead">
        <h2>{leadWords(needs.length)}</h2>
        <p>
          {needs.length > 0 && "Oldest first. "}
          {atWorkWords(count("working"), count("idle"))}
        </p>
      </div>
      <div className="ov">
        <div className="col">
          {isPending && <Skeleton rows={6} />}
          <NeedsPanel needs={needs} older={older} workspace={workspace} nowMs={nowMs} />
          <WorkingNow agents={agents} hours={hours} workspace={workspace} nowMs={nowMs} />
        </div>
        <div className="col">
          <EventRate workspace={workspace} nowMs={nowMs} />
          {failures}
          <BusiestAgents hours={series?.agents ?? []} agents={agents} workspace={workspace} />
        </div>
      </div>
    </>
  );
}

function FirstDay({ workspace }: { workspace: string }) {
  return (
    <EmptyState
      title="Nothing has reported yet"
      text="Connect an agent and its first event shows here within a second."
      actions={
        <Link className="btn primary" href={`/w/${workspace}/connect`}>
          Connect an agent
        </Link>
      }
    />
  );
}

function leadWords(needs: number): string {
  if (needs === 0) return "Nothing needs a person";
  return needs === 1 ? "1 thing needs a person" : `${needs.toLocaleString("en")} things need a person`;
}

function atWorkWords(working: number, idle: number): string {
  const are = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "agent is" : "agents are"}`;
  return `${are(working)} working, ${idle.toLocaleString("en")} ${idle === 1 ? "is" : "are"} idle.`;
}
