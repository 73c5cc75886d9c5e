import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { EventPage } from "../contract/query";
import { formatFilter } from "../timeline/filter";
import { sessionTitle, taskTitle } from "../timeline/run-titles";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const beginnings = {
  session_id: ["session.created", "session.started", "turn.started", "task.started"],
  task_id: ["task.created", "task.assigned", "task.started", "task.completed", "task.failed"],
} as const;
/** Of a list's page: what tells the titles comes early, and those it doesn't reach go by their ids. */
const eventsMax = 400;

/**
 * What the runs of a list were about, by their ids: read from their events, so that a title goes when its event does. One that
 * nothing names isn't in it.
 */
export function runTitlesQuery(workspace: string, field: "session_id" | "task_id", ids: readonly string[]) {
  const asked = [...ids].sort();
  return queryOptions({
    queryKey: ["run-titles", workspace, field, asked],
    async queryFn({ signal }): Promise<Readonly<Record<string, string>>> {
      const kinds = beginnings[field].flatMap((kind) => [kind, kind.replace(".", "_")]);
      const params = formatFilter({ [field]: asked, kinds });
      params.set("order", "asc");
      params.set("limit", String(eventsMax));
      const { events } = await apiFetch<EventPage>(inWorkspace(`/api/v1/events?${params}`, workspace), { signal });
      return Object.fromEntries(
        asked.flatMap((id) => {
          const own = events.filter((event) => event[field] === id);
          const title = field === "session_id" ? sessionTitle(own) : taskTitle(own);
          return title === null ? [] : [[id, title]];
        }),
      );
    },
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
