import { type InfiniteData, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { SessionDetail, SessionList } from "../contract/session";
import type { Task, TaskList } from "../contract/task";
import type { TraceList, TracePage } from "../contract/trace";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";
import { type RunFilter, runFilterNames } from "./run-filter";

const pageSize = 50;
const everyMs = 5_000;
/** Where somebody has paged far down, looking again means reading all of it again. */
const watchedPagesMax = 2;

export const sessionsQuery = (workspace: string, filter: RunFilter) =>
  listQuery<SessionList>("sessions", { workspace, filter });
export const tasksQuery = (workspace: string, filter: RunFilter) => listQuery<TaskList>("tasks", { workspace, filter });
export const tracesQuery = (workspace: string, filter: RunFilter) =>
  listQuery<TraceList>("traces", { workspace, filter });

function listQuery<List extends { next: string | null }>(
  name: "sessions" | "tasks" | "traces",
  { workspace, filter }: { workspace: string; filter: RunFilter },
) {
  const params = listParams(filter);
  return infiniteQueryOptions<List, Error, InfiniteData<List, string>, string[], string>({
    queryKey: [name, workspace, params.toString()],
    queryFn: ({ pageParam, signal }) => apiFetch<List>(pageParam, { signal }),
    initialPageParam: inWorkspace(`/api/v1/${name}?${params}`, workspace),
    getNextPageParam: ({ next }) => (next === null ? null : inWorkspace(next, workspace)),
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= watchedPagesMax ? everyMs : false),
  });
}

function listParams(filter: RunFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of runFilterNames) {
    const value = filter[name];
    if (value !== null && value !== "") params.set(name, name === "since" ? value : value.replaceAll(",", "\\,"));
  }
  params.set("limit", String(pageSize));
  return params;
}

/** One session, with its tools; looked at again while no end of it was heard. */
export function sessionQuery(workspace: string, sessionId: string) {
  return queryOptions({
    queryKey: ["session", workspace, sessionId],
    queryFn: ({ signal }) => apiFetch<SessionDetail>(pathOf("sessions", workspace, sessionId), { signal }),
    refetchInterval: ({ state }) => (state.data && state.data.ended_at === null ? everyMs : false),
  });
}

/** One task; looked at again while an attempt is under way. */
export function taskQuery(workspace: string, taskId: string) {
  return queryOptions({
    queryKey: ["task", workspace, taskId],
    queryFn: ({ signal }) => apiFetch<Task>(pathOf("tasks", workspace, taskId), { signal }),
    refetchInterval: ({ state }) => (state.data && state.data.ended_at === null ? everyMs : false),
  });
}

const tracePageSize = 1_000;
/** A trace that was heard of this recently may go on. */
const goesOnMs = 5 * 60_000;
/** A trace's events are held as a whole to be put in their tree, up to so many of its first. */
export const traceEventsMax = 10_000;

/** A trace with its events, page by page, in the order of the log. */
export function traceQuery(workspace: string, traceId: string) {
  return infiniteQueryOptions({
    queryKey: ["trace", workspace, traceId],
    queryFn: ({ pageParam, signal }) => apiFetch<TracePage>(pageParam, { signal }),
    initialPageParam: `${pathOf("traces", workspace, traceId)}&limit=${tracePageSize}`,
    getNextPageParam: ({ next }) => (next === null ? null : inWorkspace(next, workspace)),
    refetchInterval: ({ state }) => {
      const [trace] = state.data?.pages ?? [];
      const isGoingOn = trace && Date.now() - Date.parse(trace.last_seen) < goesOnMs;
      return isGoingOn && (state.data?.pages.length ?? 0) <= watchedPagesMax ? everyMs : false;
    },
  });
}

function pathOf(name: string, workspace: string, id: string): string {
  return inWorkspace(`/api/v1/${name}/${encodeURIComponent(id)}`, workspace);
}
