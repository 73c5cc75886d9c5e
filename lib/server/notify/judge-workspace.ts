import type { RuleCondition } from "@/lib/contract/rules";
import { log } from "../log";
import { metrics } from "../metrics";
import type { StoredEvent } from "../store/event-row";
import { type MinuteTally, readMatches, receivedAtMs, tallyMatches } from "../store/matched-events";
import type { StoredNotification } from "../store/notification-row";
import { type NotifierTurn, takeNotifierTurn } from "../store/notifier-turn";
import { readOpen, readOpenOf, readQuiet } from "../store/open-notifications";
import { readModelPlace } from "../store/standing-of-rules";
import { enqueueDeliveries, findEnabledWebhooks, listPushTargets, writeNotifications } from "../store/write-verdicts";
import { deliveriesOf } from "./deliveries-of";
import { InboxBook } from "./inbox-book";
import { judgeBudgets } from "./judge-budgets";
import { judgeEvent } from "./judge-events";
import { judgeRate } from "./judge-rate";
import { judgeSilence } from "./judge-silence";
import { judgeWaiting } from "./judge-waiting";
import { type JudgedRule, judgedRules, rulesOf } from "./judged-rule";
import { Memory } from "./rule-memory";
import { calmMs, StormGate } from "./storm-gate";
import { isStorm, subjectOf } from "./subject";

/** How many cursors one turn looks through, and how many events that match. */
const eventsMaxDefault = 4_000;
const matchesMax = 500;

/** What a turn has come to: the place reached, the conditions of what it opened, and how much is to be sent. */
export type Judged = { upTo: number; head: number; opened: RuleCondition["type"][]; deliveries: number };

/**
 * Judges a workspace's rules on the next range of its log and on what stands now, in one transaction. Null where another
 * instance is at it, or there is nothing to judge.
 */
export async function judgeWorkspace(
  workspaceId: number,
  { eventsMax = eventsMaxDefault }: { eventsMax?: number } = {},
): Promise<Judged | null> {
  const judged = await takeNotifierTurn(workspaceId, async (turn) => {
    if (turn.lost) log.warn({ workspaceId, ...turn.lost }, "notification rules go on after events that are gone");
    const rules = judgedRules(turn.rules);
    const book = new InboxBook();
    const memory = await Memory.read(turn);
    const gates = new Map<JudgedRule, StormGate>();
    const gateOf = (rule: JudgedRule) => {
      const gate = gates.get(rule) ?? new StormGate(rule, book, memory.get(rule, "storm"));
      gates.set(rule, gate);
      return gate;
    };
    const { upTo, clockMs } = await judgeLog(turn, rules, { book, memory, gateOf, eventsMax });
    await endQuiet(turn, rules, { book, clockMs });
    await judgeStandings(turn, rules, { book, memory, gateOf });
    for (const [rule, gate] of gates) memory.set(rule, "storm", gate.state);
    const deliveries = await writeTurn(turn, book);
    await memory.write(turn);
    return { upTo, opened: book.opened.map(({ rule }) => rule.condition.type), deliveries };
  });
  for (const condition of judged?.opened ?? []) metrics.notificationsOpened.inc({ condition });
  return judged;
}

type Tools = { book: InboxBook; memory: Memory; gateOf: (rule: JudgedRule) => StormGate };

/** Rules of events, of rates and of silence, on the range. `clockMs` is the instant up to which the log is known then. */
async function judgeLog(
  turn: NotifierTurn,
  rules: readonly JudgedRule[],
  { book, memory, gateOf, eventsMax }: Tools & { eventsMax: number },
): Promise<{ upTo: number; clockMs: number }> {
  const ofEvents = rulesOf(rules, "event");
  const counting = [...rulesOf(rules, "rate_above"), ...rulesOf(rules, "silence")];
  const searching = counting.filter(({ filter }) => filter.q !== undefined);
  const limits = { upTo: Math.min(turn.head, turn.after + eventsMax), limit: matchesMax };
  const { events, upTo } = await readMatches(turn, [...ofEvents, ...searching], limits);
  const heard = events.flatMap((event) =>
    ofEvents.filter((rule) => rule.hears(event)).map((rule) => ({ rule, event })),
  );
  book.hold(
    await readOpen(
      turn,
      heard.map(({ rule, event }) => ({ ruleId: rule.id, subject: subjectOf(event).key })),
    ),
  );
  for (const { rule, event } of heard) judgeEvent(rule, event, { book, gate: gateOf(rule) });

  const clockMs = (upTo < turn.head ? await receivedAtMs(turn, upTo) : null) ?? turn.nowMs;
  const plain = counting.filter((rule) => !searching.includes(rule));
  const tallies = await tallyMatches(turn, plain, upTo);
  const talliesOf = (rule: JudgedRule): MinuteTally[] =>
    rule.filter.q === undefined ? (tallies[plain.findIndex(({ id }) => id === rule.id)] ?? []) : tallyOf(rule, events);
  book.hold(
    await readOpenOf(
      turn,
      counting.map(({ id }) => id),
    ),
  );
  for (const rule of rulesOf(rules, "rate_above")) {
    memory.set(rule, "rate", judgeRate(rule, talliesOf(rule), { book, state: memory.get(rule, "rate"), clockMs }));
  }
  for (const rule of rulesOf(rules, "silence")) {
    memory.set(
      rule,
      "silence",
      judgeSilence(rule, talliesOf(rule), { book, state: memory.get(rule, "silence"), clockMs }),
    );
  }
  return { upTo, clockMs };
}

/** As `tallyMatches`, of events that were read. */
function tallyOf(rule: JudgedRule, events: readonly StoredEvent[]): MinuteTally[] {
  const tallies: MinuteTally[] = [];
  for (const event of events) {
    if (!rule.hears(event)) continue;
    const lastAtMs = Date.parse(event.received_at);
    const minute = Math.floor(lastAtMs / 60_000);
    const newest = tallies.at(-1);
    const { cursor } = event;
    if (newest?.minute === minute) Object.assign(newest, { count: newest.count + 1, lastCursor: cursor, lastAtMs });
    else tallies.push({ minute, count: 1, firstCursor: cursor, lastCursor: cursor, lastAtMs });
  }
  return tallies;
}

/** What has been quiet for its window is over. */
async function endQuiet(
  turn: NotifierTurn,
  rules: readonly JudgedRule[],
  { book, clockMs }: { book: InboxBook; clockMs: number },
): Promise<void> {
  book.hold(await readQuiet(turn, clockMs));
  for (const rule of rules) {
    for (const open of book.openOf(rule)) {
      const isOfEvents = rule.condition.type === "event" || isStorm(open.subject);
      if (isOfEvents && quietFrom(rule, open) < clockMs) book.end(rule, open, quietFrom(rule, open), "quiet");
    }
  }
}

function quietFrom({ collapseSeconds }: JudgedRule, { subject, last_at }: StoredNotification): number {
  return Date.parse(last_at) + (isStorm(subject) ? calmMs : collapseSeconds * 1_000);
}

/** Rules of what read models know. One that is being rebuilt stands where it stood before, and says nothing new. */
async function judgeStandings(
  turn: NotifierTurn,
  rules: readonly JudgedRule[],
  { book, memory, gateOf }: Tools,
): Promise<void> {
  const seenUpTo = (rule: JudgedRule) => memory.get(rule, "model")?.cursor ?? 0;
  const agents = rulesOf(rules, "waiting").length > 0 ? await readModelPlace(turn, "agents") : null;
  const waiting = rulesOf(rules, "waiting").filter((rule) => agents && agents.cursor >= seenUpTo(rule));
  if (agents && waiting.length > 0) {
    await judgeWaiting(turn, waiting, { book, place: agents, gateOf });
    for (const rule of waiting) memory.set(rule, "model", { cursor: agents.cursor });
  }
  const ofBudgets = rulesOf(rules, "budget_below");
  const budgets = ofBudgets.length > 0 ? await readModelPlace(turn, "budgets") : null;
  for (const rule of ofBudgets) {
    if (!budgets || budgets.cursor < seenUpTo(rule)) continue;
    await judgeBudgets(turn, rule, { book, place: budgets, seenUpTo: seenUpTo(rule), gate: gateOf(rule) });
    memory.set(rule, "model", { cursor: budgets.cursor });
  }
}

/** Writes notifications and deliveries; answers how many are to be sent. */
async function writeTurn(turn: NotifierTurn, book: InboxBook): Promise<number> {
  const opened = book.opened.map(({ rule: { audience, toEveryone }, notification }) => ({
    ...notification,
    audience,
    toEveryone,
  }));
  await writeNotifications(turn, { opened, changed: book.changed });
  const { tellings } = book;
  const webhookIds = await findEnabledWebhooks(turn, [...new Set(tellings.flatMap(({ rule }) => rule.webhookIds))]);
  const isPushed = tellings.some(({ kind, rule }) => rule.push && kind === "notification.opened");
  const browsers = isPushed ? await listPushTargets(turn) : [];
  const drafts = deliveriesOf(tellings, {
    slug: turn.slug,
    webhookIds: new Set(webhookIds),
    browsers,
    nowMs: turn.nowMs,
  });
  await enqueueDeliveries(turn, drafts);
  return drafts.length;
}
