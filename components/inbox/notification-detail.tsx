import { Link2, Mail, X } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { ToldText } from "@/components/ui/told-text";
import type { Notification } from "@/lib/contract/notifications";
import { NotificationActions } from "./notification-actions";
import { NotificationCourse } from "./notification-course";
import { SeverityMark } from "./severity-mark";

type NotificationDetailProps = Parameters<typeof NotificationActions>[0] & {
  /** The events that it is made of. */
  events: (notification: Notification) => ReactNode;
  onClose: () => void;
};

/** All about one entry of the inbox: what it says, what may be done with it, and the events that prove it. */
export function NotificationDetail({ events, onClose, ...actions }: NotificationDetailProps) {
  const { workspace, notification, acts, mayAct } = actions;
  const { id, title, severity, rule, state, read, count, agent_id, project, assigned_to, first_event_id } =
    notification;
  return (
    <aside className="detail" aria-label="Notification">
      <div className="dh">
        <div className="ctl ml-0!">
          <span className="sm faint grow cut">{rule.name}</span>
          <IconButton
            label={read ? "Mark unread (u)" : "Mark read (u)"}
            size="small"
            pressed={!read}
            onClick={() => void acts.read([id], !read)}
          >
            <Mail className="i i14" />
          </IconButton>
          <CopyButton
            label="Copy a link to it"
            done="Link copied"
            icon={<Link2 className="i i14" />}
            text={() => `${location.origin}/w/${workspace}/inbox?view=all&open=${id}`}
          />
          <IconButton label="Close (Esc)" size="small" onClick={onClose}>
            <X className="i i14" />
          </IconButton>
        </div>
        <div className="flex items-start gap-3">
          <SeverityMark severity={severity} />
          <h2 className="grow min-w-0 text-ink!">
            <ToldText text={title} />
          </h2>
        </div>
        <div className="mt-3">
          <NotificationActions {...actions} />
          {!mayAct && <p className="hint">Members acknowledge, assign and snooze; viewers look.</p>}
        </div>
      </div>
      <dl className="facts">
        <dt>State</dt>
        <dd>{state}</dd>
        <dt>Severity</dt>
        <dd>{severity}</dd>
        <dt>Happened</dt>
        <dd>{count === 1 ? "once" : `${count.toLocaleString("en")} times`}</dd>
        <dt>Agent</dt>
        <dd>
          {agent_id === null ? (
            "–"
          ) : (
            <Link className="link" href={`/w/${workspace}/agents/${encodeURIComponent(agent_id)}`}>
              {agent_id}
            </Link>
          )}
        </dd>
        <dt>Project</dt>
        <dd>{project ?? "–"}</dd>
        <dt>Assigned to</dt>
        <dd>{assigned_to?.name ?? "nobody"}</dd>
        {first_event_id !== null && (
          <>
            <dt>Proof</dt>
            <dd>
              <Link className="link" href={`/w/${workspace}/events?event=${first_event_id}`}>
                The event that began it
              </Link>
            </dd>
          </>
        )}
      </dl>
      <NotificationCourse notification={notification} />
      {events(notification)}
    </aside>
  );
}
