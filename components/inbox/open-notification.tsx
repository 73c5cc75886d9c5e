import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import { notificationQuery } from "@/lib/browser/notifications-query";
import type { Notification } from "@/lib/contract/notifications";
import { NotificationDetail } from "./notification-detail";

type OpenNotificationProps = Omit<Parameters<typeof NotificationDetail>[0], "notification"> & {
  id: string;
  /** As the list has it, if it does. */
  listed: Notification | undefined;
};

/** The entry that the address names: beside the list where there is room, else over it. It need not be in the list. */
export function OpenNotification({ id, listed, ...detail }: OpenNotificationProps) {
  const { workspace, onClose, acts } = detail;
  const own = useQuery({ ...notificationQuery(workspace, id), enabled: listed === undefined });
  const notification = listed ?? own.data;
  const client = useQueryClient();
  useEffect(() => {
    // What is done with it may take it off the list, and it stays open.
    if (listed) client.setQueryData(notificationQuery(workspace, id).queryKey, listed);
  }, [listed, client, workspace, id]);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (window.matchMedia("(max-width: 1180px)").matches) place.current?.focus();
  }, []);

  // Once for each that is opened: who marks it unread while it is open means it.
  const readId = useRef<string | null>(null);
  useEffect(() => {
    if (!notification || readId.current === id) return;
    readId.current = id;
    if (!notification.read) void acts.read([id], true);
  });

  const { error } = own;
  const isMissing = error instanceof ApiProblem && error.status === 404;
  return (
    <div
      ref={place}
      tabIndex={-1}
      className="outline-none flex w-[372px] flex-none flex-col border-l border-line bg-surface max-[1180px]:fixed max-[1180px]:inset-y-0 max-[1180px]:right-0 max-[1180px]:z-40 max-[1180px]:shadow-[var(--shadow-pop)] max-[760px]:w-full"
    >
      {notification && <NotificationDetail {...detail} notification={notification} />}
      {!notification && !error && <Skeleton rows={6} label="Loading the notification" />}
      {!notification && error && (
        <>
          <ErrorState
            title={isMissing ? "No such notification" : "This notification can't be read just now"}
            text={isMissing ? "It is for others, of another workspace, or no longer kept." : error.message}
            {...(isMissing ? {} : { onRetry: () => void own.refetch() })}
            requestId={error instanceof ApiProblem ? error.requestId : null}
          />
          <Button className="m-3 self-start" onClick={onClose}>
            Close
          </Button>
        </>
      )}
    </div>
  );
}
