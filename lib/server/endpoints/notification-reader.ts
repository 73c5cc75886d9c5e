import type { Caller } from "../auth/identify";
import type { NotificationReader } from "../store/notification-row";

/** What of an inbox a caller may see. */
export function notificationReader(caller: Caller): NotificationReader {
  return { personId: caller.kind === "person" ? caller.id : null, projects: caller.reach.projects };
}
