import type { EventPage } from "../contract/query";
import { formatTimestamp } from "../contract/timestamp";
import { formatFilter, type TimelineFilter } from "../timeline/filter";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

/** The cursor of the first event that fits from a moment on, else of the last one before it; null where none fits. */
export async function findCursor(workspace: string, filter: TimelineFilter, ms: number): Promise<number | null> {
  const instant = formatTimestamp(ms);
  const first = async (bound: Pick<TimelineFilter, "since" | "until">, order: "asc" | "desc") => {
    const { since: _, until: __, ...rest } = filter;
    const params = formatFilter({ ...rest, ...bound });
    params.set("order", order);
    params.set("limit", "1");
    const page = await apiFetch<EventPage>(inWorkspace(`/api/v1/events?${params}`, workspace));
    return page.events[0]?.cursor ?? null;
  };
  return (await first({ since: instant }, "asc")) ?? (await first({ until: instant }, "desc"));
}
