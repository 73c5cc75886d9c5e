import { tellFilter } from "@/lib/timeline/tell-rules";
import type { MinuteTally } from "../store/matched-events";
import type { InboxBook } from "./inbox-book";
import type { JudgedRule } from "./judged-rule";
import { wholeSubject } from "./subject";

const minuteMs = 60_000;

/** The newest minute with matches, and how many it has. */
export type RateState = { minute: number; count: number };

/**
 * Opens when a minute has had more than the rule allows, and ends with the first whole minute that had no more. Answers the state
 * that the next turn goes on from; `clockMs` is the instant up to which the log is known.
 */
export function judgeRate(
  rule: JudgedRule<"rate_above">,
  tallies: readonly MinuteTally[],
  { book, state, clockMs }: { book: InboxBook; state: RateState | null; clockMs: number },
): RateState | null {
  const subject = wholeSubject("rate", rule.filter);
  const max = rule.condition.per_minute;
  let current = state;
  const passTo = (minute: number) => {
    if (!current || current.minute >= minute) return;
    // A minute without any match is below it too.
    const calm = current.count <= max ? current.minute : current.minute + 1;
    const open = book.find(rule, subject);
    if (open && calm < minute) book.end(rule, open, (calm + 1) * minuteMs, "ended");
    current = { minute, count: 0 };
  };
  for (const { minute, count, firstCursor, lastCursor, lastAtMs } of tallies) {
    passTo(minute);
    const before = current?.count ?? 0;
    current = { minute: Math.max(minute, current?.minute ?? minute), count: before + count };
    const open = book.find(rule, subject);
    if (open) book.repeat(open, { count, cursor: lastCursor, atMs: lastAtMs });
    else if (current.count > max) {
      const title = `More than ${max} ${tellFilter(rule.filter)} within a minute`;
      book.open(rule, { subject, title, atMs: lastAtMs, count: current.count, cursor: firstCursor, lastCursor });
    }
  }
  passTo(Math.floor(clockMs / minuteMs));
  return current;
}
