import clsx from "clsx";
import { AlarmClock, Check } from "lucide-react";
import type { MouseEvent } from "react";
import { Age } from "@/components/ui/age";
import { Initials } from "@/components/ui/initials";
import { ToldText } from "@/components/ui/told-text";
import type { Notification } from "@/lib/contract/notifications";
import { SeverityMark } from "./severity-mark";

type NotificationRowProps = {
  notification: Notification;
  href: string;
  isOpen: boolean;
  isPicked: boolean;
  nowMs: number;
  onOpen: () => void;
  /** `reach`: all up to it. */
  onPick: (how: { reach: boolean }) => void;
  onFocus: () => void;
};

/** One entry of the inbox. The link covers the row; the box before it selects. */
export function NotificationRow({
  notification,
  href,
  isOpen,
  isPicked,
  nowMs,
  onOpen,
  onPick,
  onFocus,
}: NotificationRowProps) {
  const { id, title, severity, state, read, rule, project, count, assigned_to, snoozed_until, last_at } = notification;
  const isSnoozed = snoozed_until !== null && Date.parse(snoozed_until) > nowMs;
  const open = (click: MouseEvent) => {
    if (click.metaKey || click.ctrlKey || click.altKey) return;
    click.preventDefault();
    if (click.shiftKey) onPick({ reach: true });
    else onOpen();
  };
  return (
    <li
      className={clsx("note", !read && "unread", state !== "open" && "past", isPicked && "picked")}
      data-notification={id}
      aria-current={isOpen || undefined}
    >
      <button
        type="button"
        aria-pressed={isPicked}
        aria-label={`Select ${title}`}
        className="check"
        onClick={({ shiftKey }) => onPick({ reach: shiftKey })}
      >
        <span className={isPicked ? "box on" : "box"}>{isPicked && <Check className="i i12" aria-hidden />}</span>
      </button>
      <SeverityMark severity={severity} />
      <div className="grow min-w-0">
        <p className="title">
          <a href={href} onClick={open} onFocus={onFocus}>
            {!read && <span className="hide">unread: </span>}
            <ToldText text={title} />
          </a>
        </p>
        <p className="about cut">
          {rule.name}
          {project !== null && ` · ${project}`}
          {state !== "open" && ` · ${state}`}
        </p>
      </div>
      {isSnoozed && <AlarmClock className="i i14 text-ink-3" aria-label="snoozed" />}
      {count > 1 && (
        <span className="times" title={`It happened ${count.toLocaleString("en")} times`}>
          ×{count.toLocaleString("en")}
        </span>
      )}
      {assigned_to && <Initials name={assigned_to.name} title={`Assigned to ${assigned_to.name}`} />}
      <span className="when">
        <Age time={last_at} />
      </span>
    </li>
  );
}
