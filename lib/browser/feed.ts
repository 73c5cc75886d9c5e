import { formatFilter, type TimelineFilter } from "../timeline/filter";

/**
 * What a stream is asked for, a workspace and a filter, written as the parameters of an address: one text that means
 * the same in every tab. It holds no times: a stream has none.
 */
export type Feed = string;

export function feedOf(workspace: string, { since: _, until: __, ...filter }: TimelineFilter): Feed {
  const params = formatFilter(filter);
  params.set("workspace", workspace);
  return params.toString();
}

/** The states of a workspace's agents: a feed without events. */
export function activityFeedOf(workspace: string): Feed {
  return new URLSearchParams({ [activityMark]: "agents", workspace }).toString();
}

/** No filter has a parameter of this name. */
const activityMark = "states";

export function isActivity(feed: Feed): boolean {
  return new URLSearchParams(feed).has(activityMark);
}

export function workspaceOf(feed: Feed): string {
  return new URLSearchParams(feed).get("workspace") ?? "";
}

export function streamAddress(feed: Feed, cursor: number): string {
  if (isActivity(feed)) return `/api/v1/agents/activity/stream?workspace=${encodeURIComponent(workspaceOf(feed))}`;
  return `/api/v1/events/stream?${feed}&cursor=${cursor}`;
}

/** A page of what lies above `after`, oldest first; up to `to` where that is known. */
export function pageAddress(feed: Feed, { after, to }: { after: number; to: number | null }): string {
  const until = to === null ? "" : `&before=${to + 1}`;
  return `/api/v1/events?${feed}&order=asc&limit=1000&after=${after}${until}`;
}

/** A page that is read only for where the log begins and ends. */
export function boundsAddress(feed: Feed): string {
  return `/api/v1/events?workspace=${encodeURIComponent(workspaceOf(feed))}&limit=1`;
}
