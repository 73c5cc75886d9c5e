import { tellFilter, tellSeconds } from "@/lib/timeline/tell-rules";
import type { MinuteTally } from "../store/matched-events";
import type { InboxBook } from "./inbox-book";
import type { JudgedRule } from "./judged-rule";
import { wholeSubject } from "./subject";

/** When something that matches last came; where nothing has yet, since when the rule listens. */
export type SilenceState = { lastAtMs: number };

/** Opens when nothing has come for longer than the rule allows, and ends with the next match. */
export function judgeSilence(
  rule: JudgedRule<"silence">,
  tallies: readonly MinuteTally[],
  { book, state, clockMs }: { book: InboxBook; state: SilenceState | null; clockMs: number },
): SilenceState {
  const subject = wholeSubject("silence", rule.filter);
  const newest = tallies.at(-1);
  const lastAtMs = newest?.lastAtMs ?? state?.lastAtMs ?? clockMs;
  const open = book.find(rule, subject);
  if (open && newest) book.end(rule, open, newest.lastAtMs, "ended");
  const forSeconds = rule.condition.for_seconds;
  const silentFrom = lastAtMs + forSeconds * 1_000;
  if (clockMs > silentFrom && !book.find(rule, subject)) {
    book.open(rule, {
      subject,
      title: `No ${tellFilter(rule.filter)} for ${tellSeconds(forSeconds)}`,
      atMs: silentFrom,
    });
  }
  return { lastAtMs };
}
