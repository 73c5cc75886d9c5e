import type { Notification } from "@/lib/contract/notifications";
import { NotificationRow } from "./notification-row";

type NotificationListProps = {
  workspace: string;
  notifications: readonly Notification[];
  picked: readonly string[];
  openId: string | null;
  nowMs: number;
  onOpen: (id: string) => void;
  onPick: (id: string, how: { reach: boolean }) => void;
  onFocus: (id: string) => void;
};

export function NotificationList({
  workspace,
  notifications,
  picked,
  openId,
  nowMs,
  onOpen,
  onPick,
  onFocus,
}: NotificationListProps) {
  if (notifications.length === 0) return null;
  return (
    <ol className="notes" aria-label="Notifications">
      {notifications.map((notification) => {
        const { id } = notification;
        return (
          <NotificationRow
            key={id}
            notification={notification}
            href={`/w/${workspace}/inbox?view=all&open=${id}`}
            isOpen={id === openId}
            isPicked={picked.includes(id)}
            nowMs={nowMs}
            onOpen={() => onOpen(id)}
            onPick={(how) => onPick(id, how)}
            onFocus={() => onFocus(id)}
          />
        );
      })}
    </ol>
  );
}
