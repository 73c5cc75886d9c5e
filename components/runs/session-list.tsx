"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { sessionsQuery } from "@/lib/browser/runs-query";
import { type Session, sessionStates } from "@/lib/contract/session";
import { shortenId } from "@/lib/timeline/actor";
import { formatCost, formatCount } from "@/lib/timeline/format-amount";
import { formatDuration } from "@/lib/timeline/format-duration";
import { NameCell, NamesCell, WhenCell } from "./run-cells";
import { RunFilterBar } from "./run-filter-bar";
import { RunList } from "./run-list";
import { RunStatePill, sessionState } from "./run-state-pill";
import { type RunColumn, RunTable } from "./run-table";
import { useRunFilter } from "./use-run-filter";

/** The workspace's sessions, newest activity first. */
export function SessionList({ workspace }: { workspace: string }) {
  const filter = useRunFilter();
  const query = useInfiniteQuery(sessionsQuery(workspace, filter.filter));
  const sessions = query.data?.pages.flatMap((page) => page.sessions) ?? [];
  const columns = useMemo(() => columnsOf(workspace), [workspace]);
  return (
    <>
      <RunFilterBar workspace={workspace} states={sessionStates} {...filter} />
      <RunList
        what="sessions"
        hint="A session is here from its first event on."
        query={query}
        count={sessions.length}
        workspace={workspace}
        onClear={filter.isNarrowed ? filter.clear : null}
      >
        <RunTable
          label="Sessions, newest activity first"
          columns={columns}
          items={sessions}
          keyOf={({ session_id }) => session_id}
        />
      </RunList>
    </>
  );
}

function columnsOf(workspace: string): RunColumn<Session>[] {
  return [
    {
      head: "Session",
      place: "who",
      cell: ({ session_id, projects, sources }) => (
        <NameCell
          href={`/w/${workspace}/sessions/${encodeURIComponent(session_id)}`}
          name={shortenId(session_id)}
          title={session_id}
          about={[...projects, ...sources].join(" · ")}
        />
      ),
    },
    { head: "State", width: "w-[104px]", cell: (session) => <RunStatePill state={sessionState(session)} /> },
    {
      head: "Agents",
      width: "w-[20%]",
      cell: ({ agents, agents_total }) => <NamesCell names={agents} total={agents_total} />,
    },
    { head: "Began", width: "w-[132px]", cell: ({ started_at }) => <WhenCell time={started_at} /> },
    {
      head: "Duration",
      width: "w-[88px]",
      noun: "long",
      cell: ({ duration_ms }) => formatDuration(duration_ms),
    },
    { head: "Events", width: "w-[76px]", noun: "events", cell: ({ counts }) => counts.events.toLocaleString("en") },
    {
      head: "Errors",
      width: "w-[68px]",
      noun: "errors",
      isNothing: ({ counts }) => counts.errors === 0,
      cell: ({ counts }) => <Trouble count={counts.errors} tone="text-failure" />,
    },
    {
      head: "Denials",
      width: "w-[72px]",
      noun: "denials",
      isNothing: ({ counts }) => counts.denials === 0,
      cell: ({ counts }) => <Trouble count={counts.denials} tone="text-denied" />,
    },
    { head: "Tokens", width: "w-[76px]", noun: "tokens", cell: ({ usage }) => formatCount(tokensOf(usage)) },
    { head: "Cost", width: "w-[76px]", noun: "spent", cell: ({ usage }) => formatCost(usage?.cost_usd) },
  ];
}

function Trouble({ count, tone }: { count: number; tone: string }) {
  return <span className={count > 0 ? tone : "faint"}>{count.toLocaleString("en")}</span>;
}

function tokensOf(usage: Session["usage"]): number | null {
  if (!usage || (usage.input_tokens === null && usage.output_tokens === null)) return null;
  return (usage.input_tokens ?? 0) + (usage.output_tokens ?? 0);
}
