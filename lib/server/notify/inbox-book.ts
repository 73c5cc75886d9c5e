import { v7 as uuid7 } from "uuid";
import type { DeliveryKind } from "@/lib/contract/webhooks";
import type { StoredNotification } from "../store/notification-row";
import type { JudgedRule } from "./judged-rule";
import type { Subject } from "./subject";

type Opening = {
  subject: Subject;
  title: string;
  atMs: number;
  count?: number;
  /** The event that it begins with, where one does. */
  cursor?: number | null;
  eventId?: string | null;
  lastCursor?: number | null;
};

/** What is told outside the house: of a notification as it is when the turn ends. */
export type Telling = { kind: DeliveryKind; rule: JudgedRule; notification: StoredNotification };

const titleCharactersMax = 500;

/** The open notifications that a turn has to do with, and what becomes of them. Nothing of it is written before the turn ends. */
export class InboxBook {
  readonly #open = new Map<string, StoredNotification>();
  readonly #changed = new Set<StoredNotification>();
  readonly opened: { rule: JudgedRule; notification: StoredNotification }[] = [];
  readonly tellings: Telling[] = [];

  /** Takes in what the database holds. What the turn has touched is newer. */
  hold(notifications: readonly StoredNotification[]): void {
    for (const each of notifications) {
      const key = keyOf(each.rule.id, each.subject);
      if (!this.#open.has(key)) this.#open.set(key, each);
    }
  }

  find(rule: JudgedRule, { key }: Pick<Subject, "key">): StoredNotification | null {
    const found = this.#open.get(keyOf(rule.id, key));
    return found && found.ended_at === null ? found : null;
  }

  /** What is open of a rule, as far as the turn has to do with it. */
  openOf({ id }: JudgedRule): StoredNotification[] {
    return [...this.#open.values()].filter(({ rule, ended_at }) => rule.id === id && ended_at === null);
  }

  open(
    rule: JudgedRule,
    { subject, title, atMs, count = 1, cursor = null, eventId = null, lastCursor }: Opening,
  ): void {
    const at = new Date(atMs).toISOString();
    const notification: StoredNotification = {
      id: uuid7(),
      rule: { id: rule.id, name: rule.name },
      title: title.length > titleCharactersMax ? `${title.slice(0, titleCharactersMax - 1)}…` : title,
      severity: rule.severity,
      state: "open",
      subject: subject.key,
      agent_id: subject.agentId,
      project: subject.project,
      count,
      first_cursor: cursor,
      last_cursor: lastCursor ?? cursor,
      first_event_id: eventId,
      opened_at: at,
      last_at: at,
      ended_at: null,
      acknowledged: null,
      assigned_to: null,
      snoozed_until: null,
    };
    this.#open.set(keyOf(rule.id, subject.key), notification);
    this.opened.push({ rule, notification });
    this.tellings.push({ kind: "notification.opened", rule, notification });
  }

  /** It happened again, so many times more. */
  repeat(notification: StoredNotification, more: { count: number; cursor: number | null; atMs: number }): void {
    notification.count += more.count;
    if (more.cursor !== null) notification.last_cursor = Math.max(more.cursor, notification.last_cursor ?? 0);
    this.#touch(notification, more.atMs);
  }

  /** Something goes on, and is so many now. */
  keep(notification: StoredNotification, now: { count: number; atMs: number }): void {
    notification.count = Math.max(notification.count, now.count);
    this.#touch(notification, now.atMs);
  }

  /** It is over. Of events that have gone quiet only the count is news. */
  end(rule: JudgedRule, notification: StoredNotification, atMs: number, kind: "ended" | "quiet"): void {
    notification.ended_at = new Date(Math.max(atMs, Date.parse(notification.last_at))).toISOString();
    notification.state = "ended";
    this.#changed.add(notification);
    if (kind === "ended") this.tellings.push({ kind: "notification.ended", rule, notification });
    else if (notification.count > 1) this.tellings.push({ kind: "notification.repeated", rule, notification });
  }

  /** Those that the database holds otherwise. */
  get changed(): StoredNotification[] {
    const opened = new Set(this.opened.map(({ notification }) => notification));
    return [...this.#changed].filter((each) => !opened.has(each));
  }

  #touch(notification: StoredNotification, atMs: number): void {
    notification.last_at = new Date(Math.max(atMs, Date.parse(notification.last_at))).toISOString();
    this.#changed.add(notification);
  }
}

const keyOf = (ruleId: string, subject: string) => `${ruleId} ${subject}`;
