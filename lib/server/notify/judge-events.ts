import { formatSentence, sentenceOf } from "@/lib/timeline/sentence";
import { decodeEvent, type StoredEvent } from "../store/event-row";
import type { InboxBook } from "./inbox-book";
import type { JudgedRule } from "./judged-rule";
import type { StormGate } from "./storm-gate";
import { subjectOf } from "./subject";

/**
 * Each event that a rule hears opens a notification about its subject, or counts to the one that is open; one that stayed quiet
 * for its window is over, and the next begins anew. Events in the order of the log; their time is that of receipt, so that who
 * is late judges alike.
 */
export function judgeEvent(
  rule: JudgedRule<"event">,
  event: StoredEvent,
  { book, gate }: { book: InboxBook; gate: StormGate },
) {
  const atMs = Date.parse(event.received_at);
  const subject = subjectOf(event);
  const { cursor } = event;
  const open = book.find(rule, subject);
  if (open) {
    const quietFrom = Date.parse(open.last_at) + rule.collapseSeconds * 1_000;
    if (atMs <= quietFrom) {
      book.repeat(open, { count: 1, cursor, atMs });
      return;
    }
    book.end(rule, open, quietFrom, "quiet");
  }
  if (gate.admits(atMs)) {
    const title = formatSentence(sentenceOf(decodeEvent(event)));
    book.open(rule, { subject, title, atMs, cursor, eventId: event.event_id });
  } else {
    gate.gather(event.project, { atMs, cursor });
  }
}
