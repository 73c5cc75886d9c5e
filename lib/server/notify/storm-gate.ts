import type { InboxBook } from "./inbox-book";
import type { JudgedRule } from "./judged-rule";
import { isStorm, type Subject, stormSubject } from "./subject";

/** So many new notifications a rule opens within a minute; what comes above becomes one with a count, until a minute is calm. */
export const openingsMax = 20;
export const calmMs = 60_000;
/** Projects that have a storm of their own; whoever sends may make up any number of them. */
const stormsMax = 20;

/** What a rule remembers of its openings: their instants, the newest last. */
export type StormState = { openedMs: number[] };

/** Lets through what a person can still read, and gathers the rest. */
export class StormGate {
  readonly #rule: JudgedRule;
  readonly #book: InboxBook;
  readonly #openedMs: number[];

  constructor(rule: JudgedRule, book: InboxBook, state: StormState | null) {
    this.#rule = rule;
    this.#book = book;
    this.#openedMs = [...(state?.openedMs ?? [])];
  }

  /** Whether something new may have a notification of its own; if so it counts as opened. */
  admits(atMs: number): boolean {
    this.#endCalmed(atMs);
    if (this.#storms().length > 0) return false;
    const [oldest] = this.#openedMs.slice(-openingsMax);
    if (this.#openedMs.length >= openingsMax && oldest !== undefined && oldest > atMs - calmMs) return false;
    this.#openedMs.push(atMs);
    this.#openedMs.splice(0, this.#openedMs.length - openingsMax);
    return true;
  }

  /** Adds to the storm that something not admitted belongs to. */
  gather(project: string | null, { atMs, cursor }: { atMs: number; cursor: number }): void {
    const found = this.#stormFor(project);
    if (found.notification) this.#book.repeat(found.notification, { count: 1, cursor, atMs });
    else this.#book.open(this.#rule, { subject: found.subject, title: this.#title, atMs, cursor });
  }

  /** Says how many belong to a storm just now, where they are told by what is so and not by what happens. */
  gatherStanding(project: string | null, { atMs, count }: { atMs: number; count: number }): void {
    const found = this.#stormFor(project);
    const { notification } = found;
    if (notification) {
      const isNews = count > notification.count || atMs - Date.parse(notification.last_at) > calmMs / 4;
      if (isNews) this.#book.keep(notification, { count, atMs });
    }
    if (!notification) this.#book.open(this.#rule, { subject: found.subject, title: this.#title, atMs, count });
  }

  get state(): StormState {
    return { openedMs: this.#openedMs };
  }

  get #title(): string {
    return `“${this.#rule.name}” found more than ${openingsMax} within a minute`;
  }

  #stormFor(project: string | null) {
    const subject: Subject = stormSubject(project);
    const notification = this.#book.find(this.#rule, subject);
    if (notification || this.#storms().length < stormsMax) return { subject, notification };
    const common = stormSubject(null);
    return { subject: common, notification: this.#book.find(this.#rule, common) };
  }

  #storms() {
    return this.#book.openOf(this.#rule).filter(({ subject }) => isStorm(subject));
  }

  #endCalmed(atMs: number): void {
    for (const storm of this.#storms()) {
      const quietFrom = Date.parse(storm.last_at) + calmMs;
      if (quietFrom < atMs) this.#book.end(this.#rule, storm, quietFrom, "quiet");
    }
  }
}
