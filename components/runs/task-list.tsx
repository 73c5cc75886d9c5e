"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { agentNamesQuery } from "@/lib/browser/agent-names-query";
import { tasksQuery } from "@/lib/browser/runs-query";
import { taskStates } from "@/lib/contract/states";
import type { Task } from "@/lib/contract/task";
import { shortenId } from "@/lib/timeline/actor";
import { formatDuration } from "@/lib/timeline/format-duration";
import { NameCell, NamesCell, WhenCell } from "./run-cells";
import { RunFilterBar } from "./run-filter-bar";
import { RunList } from "./run-list";
import { RunStatePill } from "./run-state-pill";
import { counted, type RunColumn, RunTable } from "./run-table";
import { useRunFilter } from "./use-run-filter";
import { useRunTitles } from "./use-run-titles";

/** The workspace's tasks, the one whose life went on last first. */
export function TaskList({ workspace }: { workspace: string }) {
  const filter = useRunFilter();
  const query = useInfiniteQuery(tasksQuery(workspace, filter.filter));
  const tasks = query.data?.pages.flatMap((page) => page.tasks) ?? [];
  const titles = useRunTitles(
    workspace,
    "task_id",
    query.data?.pages.map((page) => page.tasks.filter(isUnnamed).map(({ task_id }) => task_id)) ?? [],
  );
  const { data: names = noNames } = useQuery(agentNamesQuery(workspace));
  const columns = useMemo(() => columnsOf(workspace, { titles, names }), [workspace, titles, names]);
  return (
    <>
      <RunFilterBar workspace={workspace} states={taskStates} {...filter} />
      <RunList
        what="tasks"
        hint="A task is here once an event says that it was created, given to somebody or started."
        query={query}
        count={tasks.length}
        workspace={workspace}
        onClear={filter.isNarrowed ? filter.clear : null}
      >
        <RunTable
          label="Tasks, newest activity first"
          columns={columns}
          items={tasks}
          keyOf={({ task_id }) => task_id}
        />
      </RunList>
    </>
  );
}

const isUnnamed = ({ operation }: Task) => operation === null;

/** What runs and agents are called, by their ids. */
type Told = { titles: Readonly<Record<string, string>>; names: Readonly<Record<string, string>> };

function columnsOf(workspace: string, { titles, names }: Told): RunColumn<Task>[] {
  return [
    {
      head: "Task",
      place: "who",
      cell: ({ task_id, operation, project }) => {
        const name = operation ?? titles[task_id];
        return (
          <NameCell
            href={`/w/${workspace}/tasks/${encodeURIComponent(task_id)}`}
            name={name ?? shortenId(task_id)}
            title={task_id}
            about={[...(name === undefined ? [] : [shortenId(task_id)]), ...(project === null ? [] : [project])].join(
              " · ",
            )}
          />
        );
      },
    },
    { head: "State", width: "w-[116px]", cell: ({ state }) => <RunStatePill state={state} /> },
    {
      head: "Agent",
      width: "w-[13%]",
      cell: ({ agent_id }) => <NamesCell ids={agent_id === null ? [] : [agent_id]} names={names} />,
    },
    {
      head: "Session",
      width: "w-[13%]",
      place: "extra",
      cell: ({ session_id }) => <NamesCell ids={session_id === null ? [] : [session_id]} />,
    },
    { head: "Began", width: "w-[96px]", cell: ({ started_at }) => <WhenCell time={started_at} /> },
    {
      head: "Duration",
      width: "w-[88px]",
      noun: () => "long",
      cell: ({ duration_ms }) => (duration_ms === null ? "–" : formatDuration(duration_ms)),
    },
    {
      head: "Attempts",
      width: "w-[80px]",
      noun: counted("attempt", ({ attempts }) => attempts),
      isNothing: ({ attempts }) => attempts < 2,
      cell: ({ attempts }) => attempts.toLocaleString("en"),
    },
    {
      head: "Error",
      width: "w-[18%]",
      cell: ({ error }) =>
        error !== null && (
          <span className="cut block text-failure" title={error}>
            {error}
          </span>
        ),
    },
  ];
}

const noNames: Readonly<Record<string, string>> = {};
