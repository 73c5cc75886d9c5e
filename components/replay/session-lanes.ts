import type { Lane, LaneMark, LaneSpan, SpanState } from "@/components/lanes/lane";
import type { Action } from "@/lib/contract/action";
import type { AgentEvent } from "@/lib/contract/event";
import { endOf, projectActions } from "@/lib/timeline/actions";
import { actorOf, shortenId } from "@/lib/timeline/actor";
import { asksForAPerson, idleAfterMs, instantOf, lostAfterMs } from "@/lib/timeline/agent-state";
import { kindOf } from "@/lib/timeline/event-kind";
import { sentenceOf } from "@/lib/timeline/sentence";
import { isDenial, isError, toldNumber, toldText } from "@/lib/timeline/told";

/** What an event stands for in the lanes, by the event's id, so that what is drawn leads to what was said. */
export type LaneOrigin = ReadonlyMap<string, AgentEvent>;

type Given = {
  /** When the picture ends: what is open then goes on, or was lost where the session is over or long silent. */
  endMs: number;
  isOver: boolean;
  hrefOf: (agentId: string) => string;
};

/**
 * A session's events, in the order in which they happened, as a lane for each agent below the one that spawned it: tasks,
 * turns and actions with the time that they waited for a person, silences, and what went wrong at an instant. Every span
 * and mark goes by the id of the event that it is drawn for.
 */
export function sessionLanes(events: readonly AgentEvent[], given: Given): Lane[] {
  const byAgent = new Map<string, AgentEvent[]>();
  for (const event of events) {
    const id = event.agent_id ?? event.source ?? "unknown";
    const own = byAgent.get(id);
    if (own) own.push(event);
    else byAgent.set(id, [event]);
  }
  return nest(byAgent).map(({ id, own, indent }) => {
    const named = own.find(({ agent_name }) => agent_name !== null) ?? own[0];
    const role = own.findLast(({ agent_role }) => agent_role !== null)?.agent_role ?? null;
    const isAgent = own.some(({ agent_id }) => agent_id !== null);
    return {
      id,
      label: named ? actorOf(named) : shortenId(id),
      note: role,
      indent,
      ...(isAgent ? { href: given.hrefOf(id) } : {}),
      ...drawLane(own, given),
    };
  });
}

type Nested = { id: string; own: readonly AgentEvent[]; indent: number };

/** Agents by their first event, each with those that it spawned right below it. */
function nest(byAgent: ReadonlyMap<string, readonly AgentEvent[]>): Nested[] {
  const parentOf = new Map<string, string>();
  for (const [id, own] of byAgent) {
    const told = own.map(({ metadata }) => toldText(metadata, "parent_agent_id")).find((parent) => parent !== null);
    if (told && told !== id && byAgent.has(told)) parentOf.set(id, told);
  }
  const nested: Nested[] = [];
  const seen = new Set<string>();
  const add = (id: string, indent: number) => {
    const own = byAgent.get(id);
    if (!own || seen.has(id)) return;
    seen.add(id);
    nested.push({ id, own, indent });
    for (const [child, parent] of parentOf) if (parent === id) add(child, indent + 1);
  };
  for (const id of byAgent.keys()) if (!parentOf.has(id)) add(id, 0);
  // Agents that name each other as parents have no beginning.
  for (const id of byAgent.keys()) add(id, 0);
  return nested;
}

function drawLane(own: readonly AgentEvent[], given: Given): Pick<Lane, "spans" | "marks"> {
  const actions = [...projectActions(own).values()];
  const firstOf = new Map(own.map((event) => [event.cursor, event]));
  const waits = waitsOf(own, given);
  const work = workSpans(own, given);
  const starts = actions.map((action) => Date.parse(action.started_at));
  const acted = actions.flatMap((action, place) =>
    actionSpans(action, { firstOf, waits, given, nextMs: starts[place + 1] ?? given.endMs }),
  );
  const drawn = new Set([...work.ends, ...actions.map(({ cursor }) => cursor)]);
  const marks = own.filter((event) => isTrouble(event) && !drawn.has(event.cursor) && !endsAction(event)).map(markOf);
  const spans = [...waits, ...work.spans, ...acted, ...toldSpans(own), ...silences(own)];
  // Who only said something is not left with an empty lane.
  return { spans, marks: spans.length + marks.length > 0 ? marks : own.map(markOf) };
}

/** How tasks and turns open and close, and the uses of tools that have no name of their own; `ends` closed one of them. */
function workSpans(own: readonly AgentEvent[], given: Given): { spans: LaneSpan[]; ends: number[] } {
  const open = new Map<string, AgentEvent>();
  const spans: LaneSpan[] = [];
  const ends: number[] = [];
  for (const event of own) {
    const key = workOf(event);
    if (key === null) continue;
    const step = kindOf(event).split(".")[1] ?? "";
    const start = open.get(key);
    // A tool that is begun once more never told its end, and when that was is unknown.
    const isClosed = ["completed", "failed", "archived"].includes(step) || (step === "started" && !isTool(event));
    if (start && isClosed) {
      const span = spanOf(start, instantOf(event), step === "failed" ? "failed" : "done");
      spans.push(isTool(start) ? { ...span, label: start.operation ?? span.label } : span);
      ends.push(event.cursor);
      open.delete(key);
    }
    if (step === "started") open.set(key, event);
  }
  for (const start of open.values()) {
    if (!isTool(start) || start === own.at(-1)) spans.push(openSpan(start, { own, given }));
  }
  return { spans, ends };
}

const isTool = (event: AgentEvent) => kindOf(event).startsWith("tool.");

/** Which task, turn or unnamed use of a tool an event is of; null for everything else. */
function workOf(event: AgentEvent): string | null {
  const [family] = kindOf(event).split(".");
  if (family === "task") return `task ${event.task_id ?? event.operation ?? ""}`;
  if (family === "turn") return "turn";
  if (family !== "tool" || toldText(event.metadata, "tool_use_id") !== null) return null;
  return `tool ${toldText(event.metadata, "tool_name") ?? event.operation ?? ""}`;
}

type ActionParts = {
  firstOf: ReadonlyMap<number, AgentEvent>;
  waits: readonly LaneSpan[];
  given: Given;
  /** When the agent began its next action: where this one's end was never told, what waits from then on is not it. */
  nextMs: number;
};

/** An action as it ran, without what it waited for a person: that is drawn as the wait that it is. */
function actionSpans(action: Action, { firstOf, waits, given, nextMs }: ActionParts): LaneSpan[] {
  const first = firstOf.get(action.first_cursor);
  if (!first) return [];
  const endedAt = action.ended_at === null ? null : Date.parse(action.ended_at);
  // An action of which only the end was told began as long before as it says that it took.
  const told = action.events === 1 && endedAt !== null ? (action.duration_ms ?? 0) : 0;
  const start = Date.parse(action.started_at) - told;
  const whole: LaneSpan =
    endedAt === null
      ? openSpan(first, { own: [...firstOf.values()], given })
      : { ...spanOf(first, endedAt, action.state === "failed" ? "failed" : "done"), start };
  const label = action.tool_name ?? whole.label;
  const outcome = action.state === "denied" ? "denied" : whole.outcome;
  const within = waits.filter((wait) => wait.start > start && wait.end !== null && wait.end <= (endedAt ?? nextMs));
  const parts: LaneSpan[] = [];
  let from = start;
  for (const wait of within) {
    parts.push({ ...whole, id: `${whole.id} before ${wait.id}`, label, start: from, end: wait.start, outcome: null });
    from = wait.end ?? from;
  }
  const isSpent = within.length > 0 && whole.end !== null && from >= whole.end;
  return isSpent ? parts : [...parts, { ...whole, label, outcome, start: from }];
}

/** From each request for a person to whatever the agent said next. */
function waitsOf(own: readonly AgentEvent[], { endMs }: Given): LaneSpan[] {
  return own.flatMap((event, index) => {
    if (!asksForAPerson(event)) return [];
    const next = own[index + 1];
    const span = spanOf(event, next ? instantOf(next) : endMs, "wait");
    return [{ ...span, label: `Waits for a person: ${labelOf(event)}`, end: next ? span.end : null, outcome: null }];
  });
}

/** What says only how long it took, such as a run of tests: it ends where it is told. */
function toldSpans(own: readonly AgentEvent[]): LaneSpan[] {
  return own.flatMap((event) => {
    const took = toldNumber(event.metadata, "duration_ms") ?? 0;
    const isOther = /^(task|turn|tool|session|agent|permission|operation)\./.test(kindOf(event));
    if (took <= 0 || isOther || toldText(event.metadata, "tool_use_id") !== null) return [];
    const at = instantOf(event);
    const isSpan = kindOf(event) === "otel.span";
    const state = isError(event) ? "failed" : "done";
    return [{ ...spanOf(event, isSpan ? at + took : at, state), start: isSpan ? at : at - took }];
  });
}

function silences(own: readonly AgentEvent[]): LaneSpan[] {
  return own.flatMap((event, index) => {
    const next = own[index + 1];
    if (!next || asksForAPerson(event) || instantOf(next) - instantOf(event) < idleAfterMs) return [];
    const { id, start } = spanOf(event, null, "silence");
    return [
      { id: `${id} silence`, start, end: instantOf(next), state: "silence", label: "Nothing heard", outcome: null },
    ];
  });
}

/** What was begun and not ended: it goes on, unless the session is over or silent for too long. */
function openSpan(start: AgentEvent, { own, given }: { own: readonly AgentEvent[]; given: Given }): LaneSpan {
  const last = own.at(-1);
  const lastMs = last ? instantOf(last) : instantOf(start);
  const isLost = given.isOver || given.endMs - lastMs > lostAfterMs;
  return isLost ? spanOf(start, Math.max(lastMs, instantOf(start)), "lost") : spanOf(start, null, "run");
}

function spanOf(event: AgentEvent, end: number | null, state: SpanState): LaneSpan {
  const outcome = state === "failed" ? "failure" : null;
  return { id: event.event_id, start: instantOf(event), end, state, label: labelOf(event), outcome };
}

/** What an event is about, without its verb. */
function labelOf(event: AgentEvent): string {
  const { parts, why } = sentenceOf(event);
  const words = parts.filter(({ kind }) => kind !== "verb").map(({ text }) => text);
  return words.join(" ") || why || event.event_type;
}

const isTrouble = (event: AgentEvent) => isDenial(event) || isError(event);

function endsAction(event: AgentEvent): boolean {
  return toldText(event.metadata, "tool_use_id") !== null && endOf(event) !== null;
}

function markOf(event: AgentEvent): LaneMark {
  const outcome = isDenial(event) ? "denied" : isError(event) ? "failure" : "success";
  return { id: event.event_id, at: instantOf(event), outcome, label: labelOf(event) };
}
