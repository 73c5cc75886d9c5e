import { type InfiniteData, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  Notification,
  NotificationChange,
  NotificationList,
  NotificationPreferences,
  NotificationReading,
  NotificationSummary,
} from "../contract/notifications";
import { ApiProblem, apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const path = "/api/v1/notifications";
const pageSize = 50;
/** As often as a person who looks would notice; of a page that nobody sees only the title tells. */
const seenEveryMs = 2_000;
const unseenEveryMs = 30_000;
const unansweredMs = 10_000;

/** What the inbox is narrowed by, in the parameters of the API. */
export type InboxSelection = Readonly<Partial<Record<"state" | "unread" | "assigned_to" | "rule_id", string>>>;

/** All lists of a workspace's inbox, for what changes them at once. */
export const notificationLists = (workspace: string) => ["notifications", workspace];

export function notificationsQuery(workspace: string, selection: InboxSelection) {
  const params = new URLSearchParams(selection);
  params.set("limit", String(pageSize));
  return infiniteQueryOptions<NotificationList, Error, InfiniteData<NotificationList, string>, string[], string>({
    queryKey: [...notificationLists(workspace), params.toString()],
    queryFn: ({ pageParam, signal }) => apiFetch<NotificationList>(pageParam, { signal }),
    initialPageParam: inWorkspace(`${path}?${params}`, workspace),
    getNextPageParam: ({ next }) => (next === null ? null : inWorkspace(next, workspace)),
  });
}

/** One entry, for a link to one that no list holds. */
export const notificationQuery = (workspace: string, id: string) =>
  queryOptions({
    queryKey: ["notification", workspace, id],
    queryFn: ({ signal }) => apiFetch<Notification>(one(workspace, id), { signal }),
  });

/** How many are unread, looked at again every other second while the page is seen. */
export const notificationSummaryQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["notification-summary", workspace],
    queryFn: ({ signal }) => apiFetch<NotificationSummary>(inWorkspace(`${path}/summary`, workspace), { signal }),
    staleTime: seenEveryMs / 2,
    refetchInterval: ({ state: { error } }) => {
      // Whoever may not see it any more won't in two seconds; who wasn't answered may be in a while.
      if (error) return error instanceof ApiProblem && error.status >= 400 && error.status < 500 ? false : unansweredMs;
      return globalThis.document?.hidden ? unseenEveryMs : seenEveryMs;
    },
    refetchIntervalInBackground: true,
  });

export const changeNotification = (workspace: string, id: string, change: NotificationChange) =>
  apiFetch<Notification>(one(workspace, id), { method: "PATCH", json: change });

export const readNotifications = (workspace: string, reading: NotificationReading) =>
  apiFetch<undefined>(inWorkspace(`${path}/read`, workspace), { method: "POST", json: reading });

export const notificationPreferencesQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["notification-preferences", workspace],
    queryFn: ({ signal }) =>
      apiFetch<NotificationPreferences>(inWorkspace(`${path}/preferences`, workspace), { signal }),
  });

export const changeNotificationPreferences = (workspace: string, preferences: NotificationPreferences) =>
  apiFetch<NotificationPreferences>(inWorkspace(`${path}/preferences`, workspace), {
    method: "PATCH",
    json: preferences,
  });

const one = (workspace: string, id: string) => inWorkspace(`${path}/${encodeURIComponent(id)}`, workspace);
