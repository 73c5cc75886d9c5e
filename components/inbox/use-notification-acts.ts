import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toaster";
import {
  changeNotification,
  notificationLists,
  notificationQuery,
  notificationSummaryQuery,
  readNotifications,
} from "@/lib/browser/notifications-query";
import type { Notification, NotificationChange, NotificationList } from "@/lib/contract/notifications";

type Someone = { id: string; name: string };

/** What may be done with entries of the inbox: shown at once, taken back where the server refuses, undone where it can be. */
export function useNotificationActs(workspace: string, viewer: string) {
  const client = useQueryClient();
  const lists = { queryKey: notificationLists(workspace) };
  const oneKey = (id: string) => notificationQuery(workspace, id).queryKey;

  const patch = (ids: readonly string[], change: (before: Notification) => Notification) => {
    const patched = (one: Notification) => (ids.includes(one.id) ? change(one) : one);
    client.setQueriesData<InfiniteData<NotificationList>>(
      lists,
      (held) =>
        held && {
          ...held,
          pages: held.pages.map((page) => ({ ...page, notifications: page.notifications.map(patched) })),
        },
    );
    for (const id of ids) client.setQueryData<Notification>(oneKey(id), (held) => held && change(held));
  };
  const settle = async (ids: readonly string[]) => {
    await Promise.all([
      client.invalidateQueries(lists),
      client.invalidateQueries({ queryKey: notificationSummaryQuery(workspace).queryKey }),
      ...ids.map((id) => client.invalidateQueries({ queryKey: oneKey(id) })),
    ]);
  };
  const attempt = async (ids: readonly string[], act: () => Promise<unknown>): Promise<boolean> => {
    await client.cancelQueries(lists);
    try {
      await act();
      return true;
    } catch (error) {
      toast(error instanceof Error ? error.message : "That could not be done.");
      return false;
    } finally {
      await settle(ids);
    }
  };
  const changeAll = (
    ids: readonly string[],
    change: NotificationChange,
    shown: (one: Notification) => Notification,
  ) => {
    patch(ids, shown);
    return attempt(ids, () => Promise.all(ids.map((id) => changeNotification(workspace, id, change))));
  };
  const read = (ids: readonly string[], isRead: boolean) => {
    patch(ids, (one) => ({ ...one, read: isRead }));
    return attempt(ids, () => readNotifications(workspace, { ids: [...ids], read: isRead }));
  };

  const acknowledge = async (ids: readonly string[], isAcknowledged: boolean, { quietly = false } = {}) => {
    const acknowledged = isAcknowledged ? { at: new Date().toISOString(), by: viewer } : null;
    const done = await changeAll(ids, { acknowledged: isAcknowledged }, (one) => ({
      ...one,
      acknowledged,
      read: isAcknowledged || one.read,
      state: one.ended_at !== null ? "ended" : isAcknowledged ? "acknowledged" : "open",
    }));
    if (!done || quietly) return;
    const words = isAcknowledged ? "Acknowledged" : "Open again";
    const undo = () => void acknowledge(ids, !isAcknowledged, { quietly: true });
    toast(ids.length === 1 ? words : `${ids.length} ${words.toLowerCase()}`, { undo });
  };
  const assign = async (ids: readonly string[], to: Someone | null, before?: Someone | null) => {
    const done = await changeAll(ids, { assigned_to: to?.id ?? null }, (one) => ({ ...one, assigned_to: to }));
    if (!done) return;
    const words = to === null ? "Assigned to nobody" : `Assigned to ${to.name}`;
    toast(words, before === undefined ? {} : { undo: () => void assign(ids, before) });
  };
  const snooze = async (ids: readonly string[], until: string | null, words: string) => {
    const done = await changeAll(ids, { snoozed_until: until }, (one) => ({ ...one, snoozed_until: until }));
    if (done) toast(words, until === null ? {} : { undo: () => void snooze(ids, null, "Snoozed no longer") });
  };
  const readAll = async (until: string) => {
    const done = await attempt([], () => readNotifications(workspace, { until }));
    if (done) toast("All are read");
  };
  return { acknowledge, assign, snooze, read, readAll };
}

export type NotificationActs = ReturnType<typeof useNotificationActs>;
