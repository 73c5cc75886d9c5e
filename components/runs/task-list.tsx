"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { tasksQuery } from "@/lib/browser/runs-query";
import { type Task, taskStates } from "@/lib/contract/task";
import { shortenId } from "@/lib/timeline/actor";
import { formatDuration } from "@/lib/timeline/format-duration";
import { NameCell, NamesCell, WhenCell } from "./run-cells";
import { RunFilterBar } from "./run-filter-bar";
import { RunList } from "./run-list";
import { RunStatePill } from "./run-state-pill";
import { type RunColumn, RunTable } from "./run-table";
import { useRunFilter } from "./use-run-filter";

/** The workspace's tasks, the one whose life went on last first. */
export function TaskList({ workspace }: { workspace: string }) {
  const filter = useRunFilter();
  const query = useInfiniteQuery(tasksQuery(workspace, filter.filter));
  const tasks = query.data?.pages.flatMap((page) => page.tasks) ?? [];
  const columns = useMemo(() => columnsOf(workspace), [workspace]);
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

function columnsOf(workspace: string): RunColumn<Task>[] {
  return [
    {
      head: "Task",
      place: "who",
      cell: ({ task_id, operation, project }) => (
        <NameCell
          href={`/w/${workspace}/tasks/${encodeURIComponent(task_id)}`}
          name={operation ?? shortenId(task_id)}
          title={task_id}
          about={
            [operation === null ? null : shortenId(task_id), project].filter((text) => text !== null).join(" · ") || "–"
          }
        />
      ),
    },
    { head: "State", width: "w-[116px]", cell: ({ state }) => <RunStatePill state={state} /> },
    {
      head: "Agent",
      width: "w-[15%]",
      cell: ({ agent_id }) => <NamesCell names={agent_id === null ? [] : [agent_id]} />,
    },
    {
      head: "Session",
      width: "w-[15%]",
      place: "extra",
      cell: ({ session_id }) => <NamesCell names={session_id === null ? [] : [session_id]} />,
    },
    { head: "Began", width: "w-[132px]", cell: ({ started_at }) => <WhenCell time={started_at} /> },
    {
      head: "Duration",
      width: "w-[88px]",
      noun: "long",
      cell: ({ duration_ms }) => (duration_ms === null ? "–" : formatDuration(duration_ms)),
    },
    {
      head: "Attempts",
      width: "w-[80px]",
      noun: "attempts",
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
