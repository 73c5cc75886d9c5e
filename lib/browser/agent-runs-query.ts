import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ActionList } from "../contract/action";
import type { PermissionList } from "../contract/permission";
import type { EventPage } from "../contract/query";
import type { SessionList } from "../contract/session";
import type { TaskList } from "../contract/task";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

/** They are read again when the agent is heard of; this is for what goes on elsewhere. */
const everyMs = 15_000;
/** What lanes can show; beyond it they say so. */
const runsMax = 500;
const listedMax = 50;

type OfAgent = { workspace: string; agentId: string };

/** The key of all that is read of one agent's doings. */
export const agentDoingsKey = ({ workspace, agentId }: OfAgent) => ["agent-doings", workspace, agentId] as const;

/** What an agent did since an age such as `6h`: sessions, tasks, uses of tools, and what was denied or failed. */
export function agentRunsQuery({ workspace, agentId }: OfAgent, since: string) {
  const read = <T>(path: string, signal: AbortSignal, more: Record<string, string> = {}) =>
    apiFetch<T>(pathOf(path, { workspace, agentId }, { since, limit: String(runsMax), ...more }), { signal });
  return queryOptions({
    queryKey: [...agentDoingsKey({ workspace, agentId }), "runs", since],
    async queryFn({ signal }) {
      const [sessions, tasks, actions, events] = await Promise.all([
        read<SessionList>("sessions", signal),
        read<TaskList>("tasks", signal),
        read<ActionList>("actions", signal),
        read<EventPage>("events", signal, { status: "failure,denied" }),
      ]);
      const isCut = sessions.has_more || tasks.has_more || actions.has_more || events.has_more;
      return {
        sessions: sessions.sessions,
        tasks: tasks.tasks,
        actions: actions.actions,
        troubles: events.events,
        isCut,
        readAtMs: Date.now(),
      };
    },
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  });
}

/** The sessions that an agent took part in last. */
export function agentSessionsQuery(of: OfAgent) {
  return queryOptions({
    queryKey: [...agentDoingsKey(of), "sessions"],
    queryFn: ({ signal }) => apiFetch<SessionList>(pathOf("sessions", of, { limit: "8" }), { signal }),
    refetchInterval: everyMs,
  });
}

/** The tasks that an agent ended last. */
export function agentTasksQuery(of: OfAgent) {
  return queryOptions({
    queryKey: [...agentDoingsKey(of), "tasks"],
    queryFn: ({ signal }) =>
      apiFetch<TaskList>(pathOf("tasks", of, { state: "completed,failed", limit: String(listedMax) }), { signal }),
    refetchInterval: everyMs,
  });
}

/** What an agent was allowed and denied. */
export function agentPermissionsQuery(of: OfAgent) {
  return queryOptions({
    queryKey: [...agentDoingsKey(of), "permissions"],
    queryFn: ({ signal }) => apiFetch<PermissionList>(pathOf("permissions", of, { limit: "200" }), { signal }),
    refetchInterval: everyMs,
  });
}

/** The event at a cursor, which proves a state; null where it is no longer kept. */
export function proofQuery(workspace: string, cursor: number) {
  const params = new URLSearchParams({ after: String(cursor - 1), order: "asc", limit: "1" });
  return queryOptions({
    queryKey: ["proof", workspace, cursor],
    async queryFn({ signal }) {
      const path = inWorkspace(`/api/v1/events?${cursor > 1 ? params : "order=asc&limit=1"}`, workspace);
      const { events } = await apiFetch<EventPage>(path, { signal });
      return events[0]?.cursor === cursor ? events[0] : null;
    },
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

/** A comma in an id is written with a backslash in lists of values. */
function pathOf(list: string, { workspace, agentId }: OfAgent, params: Record<string, string>): string {
  const query = new URLSearchParams({ agent_id: agentId.replaceAll(",", "\\,"), ...params });
  return inWorkspace(`/api/v1/${list}?${query}`, workspace);
}
