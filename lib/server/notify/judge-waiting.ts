import { actorOf } from "@/lib/timeline/actor";
import { tellSeconds } from "@/lib/timeline/tell-rules";
import type { NotifierTurn } from "../store/notifier-turn";
import { readOpenOf, readTold, toldKey } from "../store/open-notifications";
import { type ModelPlace, readEndedWaits, readWaitingAgents } from "../store/standing-of-rules";
import type { InboxBook } from "./inbox-book";
import type { JudgedRule } from "./judged-rule";
import type { StormGate } from "./storm-gate";
import { subjectOf } from "./subject";

type Tools = { book: InboxBook; place: ModelPlace; gateOf: (rule: JudgedRule) => StormGate };

/**
 * Agents that have been waiting for longer than a rule allows, by the read model of agents at the place where it stands: once for
 * each event that made one wait, whatever the model was rebuilt from.
 */
export async function judgeWaiting(
  turn: NotifierTurn,
  rules: readonly JudgedRule<"waiting">[],
  { book, place, gateOf }: Tools,
): Promise<void> {
  const ids = rules.map(({ id }) => id);
  book.hold(await readOpenOf(turn, ids));
  const ended = await readEndedWaits(turn, ids);
  for (const rule of rules) {
    for (const open of book.openOf(rule)) {
      const atMs = ended.get(open.id);
      if (atMs !== undefined) book.end(rule, open, atMs, "ended");
    }
  }
  const least = Math.min(...rules.map(({ condition }) => condition.for_seconds));
  const fromCursor = Math.min(...rules.map((rule) => rule.fromCursor));
  const waiting = await readWaitingAgents(turn, { fromCursor, sinceMs: place.atMs - least * 1_000 });
  const found = rules.flatMap((rule) =>
    waiting
      .filter(({ sinceMs, event }) => sinceMs + rule.condition.for_seconds * 1_000 <= place.atMs && rule.hears(event))
      .map(({ sinceMs, event }) => ({ rule, sinceMs, event, subject: subjectOf(event) })),
  );
  const told = await readTold(
    turn,
    found.map(({ rule, subject, event }) => ({ ruleId: rule.id, subject: subject.key, firstCursor: event.cursor })),
  );
  const gathered = new Map<JudgedRule, Map<string | null, number>>();
  for (const { rule, sinceMs, event, subject } of found) {
    if (told.has(toldKey(rule.id, subject.key, event.cursor)) || book.find(rule, subject)) continue;
    if (gateOf(rule).admits(place.atMs)) {
      const title = `${actorOf(event)} has been waiting for ${tellSeconds(rule.condition.for_seconds)}`;
      const atMs = Math.max(sinceMs + rule.condition.for_seconds * 1_000, Date.parse(event.received_at));
      book.open(rule, { subject, title, atMs, cursor: event.cursor, eventId: event.event_id });
    } else {
      const counts = gathered.get(rule) ?? new Map<string | null, number>();
      gathered.set(rule, counts.set(event.project, (counts.get(event.project) ?? 0) + 1));
    }
  }
  for (const [rule, counts] of gathered) {
    for (const [project, count] of counts) gateOf(rule).gatherStanding(project, { atMs: place.atMs, count });
  }
}
