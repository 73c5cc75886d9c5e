import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { timelinePageSize, timelineQuery } from "@/lib/browser/timeline-query";
import type { EventPage } from "@/lib/contract/query";
import type { Reach } from "@/lib/contract/reach";
import { readEventPage } from "@/lib/server/store/read-event-page";
import { formatFilter, type TimelineFilter } from "@/lib/timeline/filter";

/** The first page of a timeline, read where the page is made, so that the browser's first picture has rows. */
export async function prefetchTimeline(
  client: QueryClient,
  { workspace, reach, filter }: { workspace: string; reach: Reach; filter: TimelineFilter },
): Promise<void> {
  const params = formatFilter(filter);
  params.set("limit", String(timelinePageSize));
  const read = await readEventPage(reach, params);
  if (!read.ok) return;
  const { queryKey, initialPageParam } = timelineQuery(workspace, filter);
  client.setQueryData<InfiniteData<EventPage, string>>(queryKey, {
    pages: [read.page],
    pageParams: [initialPageParam],
  });
}
