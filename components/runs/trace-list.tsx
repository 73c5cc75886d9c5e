"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { agentNamesQuery } from "@/lib/browser/agent-names-query";
import { tracesQuery } from "@/lib/browser/runs-query";
import type { Trace } from "@/lib/contract/trace";
import { shortenId } from "@/lib/timeline/actor";
import { formatDuration } from "@/lib/timeline/format-duration";
import { NameCell, NamesCell, WhenCell } from "./run-cells";
import { RunFilterBar } from "./run-filter-bar";
import { RunList } from "./run-list";
import { counted, type RunColumn, RunTable } from "./run-table";
import { useRunFilter } from "./use-run-filter";

/** What belongs together by a trace or correlation id, newest activity first. */
export function TraceList({ workspace }: { workspace: string }) {
  const filter = useRunFilter();
  const query = useInfiniteQuery(tracesQuery(workspace, { ...filter.filter, state: null }));
  const traces = query.data?.pages.flatMap((page) => page.traces) ?? [];
  const { data: names = noNames } = useQuery(agentNamesQuery(workspace));
  const columns = useMemo(() => columnsOf(workspace, names), [workspace, names]);
  return (
    <>
      <RunFilterBar workspace={workspace} states={[]} {...filter} />
      <RunList
        what="traces"
        hint="A trace is here once an event has a trace or a correlation id."
        query={query}
        count={traces.length}
        workspace={workspace}
        onClear={filter.isNarrowed ? filter.clear : null}
      >
        <RunTable
          label="Traces, newest activity first"
          columns={columns}
          items={traces}
          keyOf={({ trace_id }) => trace_id}
        />
      </RunList>
    </>
  );
}

function columnsOf(workspace: string, names: Readonly<Record<string, string>>): RunColumn<Trace>[] {
  return [
    {
      head: "Trace or correlation",
      place: "who",
      cell: ({ trace_id, projects }) => (
        <NameCell
          href={`/w/${workspace}/traces/${encodeURIComponent(trace_id)}`}
          name={shortenId(trace_id)}
          title={trace_id}
          about={projects.join(" · ")}
        />
      ),
    },
    {
      head: "Outcome",
      width: "w-[104px]",
      cell: ({ has_errors }) =>
        has_errors ? (
          <span className="font-medium text-failure">has errors</span>
        ) : (
          <span className="faint">no errors</span>
        ),
    },
    { head: "Sources", width: "w-[22%]", cell: ({ sources }) => <NamesCell ids={sources} /> },
    { head: "Agents", width: "w-[20%]", cell: ({ agents }) => <NamesCell ids={agents} names={names} /> },
    { head: "Began", width: "w-[96px]", cell: ({ started_at }) => <WhenCell time={started_at} /> },
    { head: "Duration", width: "w-[88px]", noun: () => "long", cell: ({ duration_ms }) => formatDuration(duration_ms) },
    {
      head: "Events",
      width: "w-[76px]",
      noun: counted("event", ({ count }) => count),
      cell: ({ count }) => count.toLocaleString("en"),
    },
  ];
}

const noNames: Readonly<Record<string, string>> = {};
