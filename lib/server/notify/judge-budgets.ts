import { actorOf } from "@/lib/timeline/actor";
import { formatShare } from "@/lib/timeline/format-share";
import type { NotifierTurn } from "../store/notifier-turn";
import { readOpenOf, readTold, toldKey } from "../store/open-notifications";
import { type ModelPlace, readFallenBudgets, readRisenBudgets } from "../store/standing-of-rules";
import type { InboxBook } from "./inbox-book";
import type { JudgedRule } from "./judged-rule";
import type { StormGate } from "./storm-gate";
import { subjectOf } from "./subject";

type Tools = {
  book: InboxBook;
  place: ModelPlace;
  /** How far the rule has seen the read model. */
  seenUpTo: number;
  gate: StormGate;
};

/**
 * Budgets that fell below a rule's share, by the read model of budgets: once for each event with which one fell. It is over when
 * the budget is above it again.
 */
export async function judgeBudgets(
  turn: NotifierTurn,
  rule: JudgedRule<"budget_below">,
  { book, place, seenUpTo, gate }: Tools,
): Promise<void> {
  const { percent } = rule.condition;
  book.hold(await readOpenOf(turn, [rule.id]));
  const risen = await readRisenBudgets(turn, { ruleId: rule.id, percent });
  for (const open of book.openOf(rule)) {
    const atMs = risen.get(open.id);
    if (atMs !== undefined) book.end(rule, open, atMs, "ended");
  }
  if (place.cursor <= seenUpTo) return;
  const fallen = await readFallenBudgets(turn, { percent, fromCursor: rule.fromCursor, changedAfter: seenUpTo });
  const found = fallen
    .filter(({ event }) => rule.hears(event))
    .map((low) => ({ ...low, subject: subjectOf(low.event) }));
  const told = await readTold(
    turn,
    found.map(({ subject, event }) => ({ ruleId: rule.id, subject: subject.key, firstCursor: event.cursor })),
  );
  for (const { remaining, limit, event, subject } of found) {
    if (told.has(toldKey(rule.id, subject.key, event.cursor)) || book.find(rule, subject)) continue;
    const atMs = Date.parse(event.received_at);
    if (gate.admits(atMs)) {
      const title = `${formatShare(remaining, limit)} of ${actorOf(event)}’s budget remains`;
      book.open(rule, { subject, title, atMs, cursor: event.cursor, eventId: event.event_id });
    } else {
      gate.gather(event.project, { atMs, cursor: event.cursor });
    }
  }
}
