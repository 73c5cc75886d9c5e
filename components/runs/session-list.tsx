"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { agentNamesQuery } from "@/lib/browser/agent-names-query";
import { sessionsQuery } from "@/lib/browser/runs-query";
import type { Session } from "@/lib/contract/session";
import { sessionStates } from "@/lib/contract/states";
import { shortenId } from "@/lib/timeline/actor";
import { formatCost, formatCount } from "@/lib/timeline/format-amount";
import { formatDuration } from "@/lib/timeline/format-duration";
import { NameCell, NamesCell, WhenCell } from "./run-cells";
import { RunFilterBar } from "./run-filter-bar";
import { RunList } from "./run-list";
import { RunStatePill, sessionState } from "./run-state-pill";
import { counted, type RunColumn, RunTable } from "./run-table";
import { useRunFilter } from "./use-run-filter";
import { useRunTitles } from "./use-run-titles";

/** The workspace's sessions, newest activity first. */
export function SessionList({ workspace }: { workspace: string }) {
  const filter = useRunFilter();
  const query = useInfiniteQuery(sessionsQuery(workspace, filter.filter));
  const sessions = query.data?.pages.flatMap((page) => page.sessions) ?? [];
  const titles = useRunTitles(
    workspace,
    "session_id",
    query.data?.pages.map((page) => page.sessions.map(({ session_id }) => session_id)) ?? [],
  );
  const { data: names = noNames } = useQuery(agentNamesQuery(workspace));
  const columns = useMemo(() => columnsOf(workspace, { titles, names }), [workspace, titles, names]);
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

/** What runs and agents are called, by their ids. */
type Told = { titles: Readonly<Record<string, string>>; names: Readonly<Record<string, string>> };

function columnsOf(workspace: string, { titles, names }: Told): RunColumn<Session>[] {
  return [
    {
      head: "Session",
      place: "who",
      cell: ({ session_id, projects, sources }) => (
        <NameCell
          href={`/w/${workspace}/sessions/${encodeURIComponent(session_id)}`}
          name={titles[session_id] ?? shortenId(session_id)}
          title={session_id}
          about={[...(titles[session_id] ? [shortenId(session_id)] : []), ...projects, ...sources].join(" · ")}
        />
      ),
    },
    { head: "State", width: "w-[104px]", cell: (session) => <RunStatePill state={sessionState(session)} /> },
    {
      head: "Agents",
      width: "w-[16%]",
      cell: ({ agents, agents_total }) => <NamesCell ids={agents} total={agents_total} names={names} />,
    },
    { head: "Began", width: "w-[96px]", cell: ({ started_at }) => <WhenCell time={started_at} /> },
    {
      head: "Duration",
      width: "w-[88px]",
      noun: () => "long",
      cell: ({ duration_ms }) => formatDuration(duration_ms),
    },
    {
      head: "Events",
      width: "w-[76px]",
      noun: counted("event", ({ counts }) => counts.events),
      cell: ({ counts }) => counts.events.toLocaleString("en"),
    },
    {
      head: "Errors",
      width: "w-[68px]",
      noun: counted("error", ({ counts }) => counts.errors),
      isNothing: ({ counts }) => counts.errors === 0,
      cell: ({ counts }) => <Trouble count={counts.errors} tone="text-failure" />,
    },
    {
      head: "Denials",
      width: "w-[72px]",
      noun: counted("denial", ({ counts }) => counts.denials),
      isNothing: ({ counts }) => counts.denials === 0,
      cell: ({ counts }) => <Trouble count={counts.denials} tone="text-denied" />,
    },
    { head: "Tokens", width: "w-[76px]", noun: () => "tokens", cell: ({ usage }) => formatCount(tokensOf(usage)) },
    { head: "Cost", width: "w-[76px]", noun: () => "spent", cell: ({ usage }) => formatCost(usage?.cost_usd) },
  ];
}

function Trouble({ count, tone }: { count: number; tone: string }) {
  return <span className={count > 0 ? tone : "faint"}>{count.toLocaleString("en")}</span>;
}

function tokensOf(usage: Session["usage"]): number | null {
  if (!usage || (usage.input_tokens === null && usage.output_tokens === null)) return null;
  return (usage.input_tokens ?? 0) + (usage.output_tokens ?? 0);
}

const noNames: Readonly<Record<string, string>> = {};
