import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import { notificationLists, notificationSummaryQuery, notificationsQuery } from "@/lib/browser/notifications-query";
import { rulesQuery } from "@/lib/browser/rules-query";
import { useNow } from "@/lib/browser/use-now";
import type { Notification } from "@/lib/contract/notifications";
import { isAtLeast, type Role } from "@/lib/contract/roles";
import type { Rule } from "@/lib/contract/rules";
import { InboxBar } from "./inbox-bar";
import { NoNotifications } from "./no-notifications";
import { NotificationList } from "./notification-list";
import { OpenNotification } from "./open-notification";
import { PickedNotifications } from "./picked-notifications";
import { useInboxAddress } from "./use-inbox-address";
import { useInboxKeys } from "./use-inbox-keys";
import { useNotificationActs } from "./use-notification-acts";
import { usePickedIds } from "./use-picked-ids";

type InboxBoardProps = {
  workspace: string;
  role: Role;
  viewer: string;
  /** The events of an entry, which its rule found. */
  events: (notification: Notification, rule: Rule | undefined) => ReactNode;
};

/** What the rules found: a list to go through, and the open entry beside it. */
export function InboxBoard({ workspace, role, viewer, events }: InboxBoardProps) {
  const { address, setAddress, selection } = useInboxAddress();
  const query = useInfiniteQuery(notificationsQuery(workspace, selection));
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const { data: rules } = useQuery(rulesQuery(workspace));
  const { data: summary } = useQuery(notificationSummaryQuery(workspace));
  const acts = useNotificationActs(workspace, viewer);
  const nowMs = useNow(10_000) ?? 0;
  const mayAct = isAtLeast(role, "member");
  const notifications = data?.pages.flatMap((page) => page.notifications) ?? [];
  const ids = notifications.map(({ id }) => id);
  const { picked, pick, clear } = usePickedIds(ids);
  const [at, setAt] = useState<string | null>(null);
  const isOpen = address.open !== null;
  const current = address.open ?? at;
  const found = notifications.find(({ id }) => id === current);

  useFollowVersion(workspace, summary?.version);
  const place = useRef(0);
  useEffect(() => {
    if (current !== null && ids.includes(current)) place.current = ids.indexOf(current);
  });

  const open = (id: string | null) => void setAddress({ open: id }, { history: isOpen && id ? "replace" : "push" });
  const goTo = (id: string) => {
    setAt(id);
    focusRow(id);
  };
  const press = (key: string) => {
    if (!mayAct) return;
    if (!isOpen && current !== null) open(current);
    // The button stands in the panel, which may be on its way.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-press="${key}"]`)?.click());
  };
  useInboxKeys({
    step(by) {
      const index = current === null ? -1 : ids.indexOf(current);
      // Where the entry was before it left the list.
      const from = index >= 0 ? index : by > 0 ? place.current - 1 : place.current;
      const next = ids[from + by];
      if (next === undefined) return;
      goTo(next);
      if (isOpen) open(next);
    },
    acknowledge() {
      if (!mayAct) return;
      if (picked.length > 0) void acts.acknowledge(picked, true).then(clear);
      else if (found) void acts.acknowledge([found.id], found.acknowledged === null);
    },
    assign: () => press("a"),
    snooze: () => press("s"),
    toggleRead: () => found && void acts.read([found.id], !found.read),
    pick: (how) => current !== null && pick(current, how),
    close() {
      if (isOpen) {
        open(null);
        if (address.open) goTo(address.open);
      } else clear();
    },
  });

  return (
    <div className="flex min-h-0 flex-1">
      <section className="mid relative flex-1" aria-label="Notifications">
        <InboxBar
          address={address}
          setAddress={setAddress}
          rules={rules ?? []}
          unread={summary?.unread ?? 0}
          onReadAll={() => void acts.readAll(new Date().toISOString())}
        />
        <div className="inbox-list">
          {error && (
            <ErrorState
              title="The inbox can't be read just now"
              text={`${error.message}${notifications.length > 0 ? " What you see was read before." : " What is found is kept."}`}
              onRetry={() => void refetch()}
              requestId={error instanceof ApiProblem ? error.requestId : null}
            />
          )}
          {isPending && <Skeleton rows={10} label="Loading the inbox" />}
          {data && notifications.length === 0 && rules && (
            <NoNotifications
              workspace={workspace}
              view={address.view}
              hasRules={rules.length > 0}
              mayMakeRules={isAtLeast(role, "admin")}
              unread={summary?.unread ?? 0}
              onView={(view) => void setAddress({ view })}
              isNarrowed={address.view !== "open" || address.rule !== null}
              onClear={() => void setAddress({ view: null, rule: null, open: null })}
            />
          )}
          <NotificationList
            {...{ workspace, notifications, picked, nowMs }}
            openId={address.open}
            onOpen={(id) => {
              setAt(id);
              open(id);
            }}
            onPick={pick}
            onFocus={setAt}
          />
          {hasNextPage && (
            <Button className="m-3" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {isFetchingNextPage ? "Loading" : "Show more"}
            </Button>
          )}
        </div>
        <PickedNotifications picked={picked} mayAct={mayAct} acts={acts} onClear={clear} />
      </section>
      {address.open !== null && (
        <OpenNotification
          key={address.open}
          id={address.open}
          listed={notifications.find(({ id }) => id === address.open)}
          {...{ workspace, mayAct, acts, nowMs }}
          events={(one) =>
            events(
              one,
              rules?.find(({ id }) => id === one.rule.id),
            )
          }
          onClose={() => open(null)}
        />
      )}
    </div>
  );
}

/** Reads the lists again when the summary, which is looked at all the time, says that something is otherwise. */
function useFollowVersion(workspace: string, version: string | undefined): void {
  const client = useQueryClient();
  const seen = useRef(version);
  useEffect(() => {
    if (version === undefined || version === seen.current) return;
    const isFirst = seen.current === undefined;
    seen.current = version;
    if (isFirst) return;
    void client.invalidateQueries({ queryKey: notificationLists(workspace) });
    void client.invalidateQueries({ queryKey: ["notification", workspace] });
  }, [version, client, workspace]);
}

function focusRow(id: string): void {
  document.querySelector<HTMLElement>(`[data-notification="${CSS.escape(id)}"] a`)?.focus();
}
