import type { Agent } from "../contract/agent";
import type { AgentEvent } from "../contract/event";
import type { AgentState } from "../contract/states";
import { kindOf } from "./event-kind";
import { formatSentence, sentenceOf } from "./sentence";
import { sessionEnds, sessionStarts } from "./sessions";
import { isDenial, toldText } from "./told";

export const lostAfterMs = 30 * 60_000;
export const idleAfterMs = 5 * 60_000;

type Status = Agent["status"];

/** A status, and the instant (epoch milliseconds) from which it holds unless an event comes before. */
export type DueStatus = { fromMs: number; status: Status };

/** What silence makes of an agent: where it stands, then what comes due, ascending. */
export type StatusCourse = readonly [DueStatus, ...DueStatus[]];

/**
 * Where an agent stands after its newest event, without words: the event that proves it (its cursor and instant), since when
 * it holds, and what silence will make of it.
 */
export type Standing = {
  state: AgentState;
  cursor: number;
  atMs: number;
  sinceMs: number;
  silence: { state: "idle" | "lost"; fromMs: number } | null;
};

/**
 * Where an agent stands after its events (ascending cursor, all of them; contract §6). Interrupts and crashes send nothing, so
 * silence is judged by what came before it: in the middle of a task, turn or tool an agent is lost after 30 minutes,
 * otherwise idle after 5. A request for permission waits for as long as nothing follows it. What people did to the agent's
 * record proves nothing about it; one of which nothing else is known is idle. Null without events.
 */
export function projectStanding(all: readonly AgentEvent[]): Standing | null {
  return foldOf(all).standing();
}

/** `projectStanding` event by event, for who asks again after each: `add` takes an agent's events by ascending cursor. */
export function foldStanding() {
  const open = new Map<string, AgentEvent>();
  let first: AgentEvent | null = null;
  let newest: AgentEvent | null = null;
  /** The last event that says how a session's work went, or that it began. */
  let mark: AgentEvent | null = null;

  const standing = (): Standing | null => {
    if (!newest) return first && standingAt(first, "idle");
    if (asksForAPerson(newest)) return standingAt(newest, "waiting");
    const ending = endingOf(newest, mark);
    if (ending) return standingAt(newest, ending);
    const atMs = instantOf(newest);
    const [oldest] = open.values();
    if (oldest) {
      const silence = { state: "lost", fromMs: atMs + lostAfterMs } as const;
      return standingAt(newest, "working", { sinceMs: instantOf(oldest), silence });
    }
    if (kindOf(newest) === "turn.completed") return standingAt(newest, "idle");
    return standingAt(newest, "working", { silence: { state: "idle", fromMs: atMs + idleAfterMs } });
  };
  return {
    add(event: AgentEvent): void {
      first ??= event;
      if (isOurs(event)) return;
      newest = event;
      if (isMark(event)) mark = event;
      stepOpenWork(open, event);
    },
    standing,
    /** `standing` and the event that proves it. */
    proven(): Proven | null {
      const [where, proof] = [standing(), newest ?? first];
      return where && proof ? { standing: where, proof } : null;
    },
  };
}

function foldOf(events: readonly AgentEvent[]) {
  const fold = foldStanding();
  for (const event of events) fold.add(event);
  return fold;
}

function standingAt(event: AgentEvent, state: AgentState, more: Partial<Standing> = {}): Standing {
  const atMs = instantOf(event);
  return { state, cursor: event.cursor, atMs, sinceMs: atMs, silence: null, ...more };
}

export type Proven = { standing: Standing; proof: AgentEvent };

const lostWords = "no event for over 30 min in the middle of work; last: ";
const idleWords = "silent since: ";

/** What an agent said last, by its status' reason: without the words of the silence after it, which its state tells already. */
export function saidLast(reason: string): string {
  const silence = [lostWords, idleWords].find((words) => reason.startsWith(words)) ?? "";
  return reason.slice(silence.length);
}

/** A standing in words: `said` is what its event says. */
export function courseOf({ state, cursor, atMs, sinceMs, silence }: Standing, said: string): StatusCourse {
  const now: DueStatus = {
    fromMs: atMs,
    status: { state, reason: said, since: new Date(sinceMs).toISOString(), cursor },
  };
  if (!silence) return [now];
  const reason = `${silence.state === "lost" ? lostWords : idleWords}${said}`;
  const status = { state: silence.state, reason, since: new Date(atMs).toISOString(), cursor };
  return [now, { fromMs: silence.fromMs, status }];
}

/** `projectStanding` in words. */
export function projectStatusCourse(events: readonly AgentEvent[]): StatusCourse | null {
  const proven = foldOf(events).proven();
  return proven && courseOf(proven.standing, saidBy(proven.proof));
}

/** What an event says, for a page that has named the agent already. */
export function saidBy(event: AgentEvent): string {
  return formatSentence(sentenceOf(event), { who: false });
}

/** The status that holds at `nowMs`: the last that is due. */
export function statusAt(course: StatusCourse, nowMs: number): Status {
  return (course.findLast(({ fromMs }) => fromMs <= nowMs) ?? course[0]).status;
}

/** A time is the smaller of what the emitter says and when we received it: a clock that runs ahead proves nothing. */
export function instantOf(event: AgentEvent): number {
  return Math.min(Date.parse(event.timestamp), Date.parse(event.received_at));
}

/** What people do to an agent's record is appended by the server itself, which no emitter can pretend to be. */
export function isOurs({ source }: Pick<AgentEvent, "source">): boolean {
  return source === "sightline";
}

/** Notifications of Claude Code that only tell; every other one asks. */
export const tellingNotifications: readonly string[] = [
  "auth_success",
  "elicitation_complete",
  "elicitation_response",
  "agent_completed",
];

/** A request for permission, or a notification that asks: the agent waits until its next event. */
export function asksForAPerson(event: AgentEvent): boolean {
  const kind = kindOf(event);
  if (kind === "permission.requested") return true;
  return kind === "agent.notified" && !tellingNotifications.includes(event.metadata.notification_type as string);
}

const isMark = (event: AgentEvent) => [...sessionStarts, "task.completed", "task.failed"].includes(kindOf(event));

function endingOf(event: AgentEvent, mark: AgentEvent | null): "done" | "failed" | null {
  const kind = kindOf(event);
  if (kind === "task.completed") return "done";
  if (kind === "task.failed") return "failed";
  if (!sessionEnds.includes(kind)) return null;
  return event.status === "failure" || (mark && kindOf(mark) === "task.failed") ? "failed" : "done";
}

/**
 * Of the tasks, turns and tools those that were started and not ended, the one that was started first at the front. What is
 * started again counts from then.
 */
function stepOpenWork(open: Map<string, AgentEvent>, event: AgentEvent): void {
  const kind = kindOf(event);
  if (sessionStarts.includes(kind) || sessionEnds.includes(kind)) open.clear();
  // A refused call never runs: nothing else would end it.
  if (isDenial(event)) open.delete(`tool ${identityOf(event, "tool")}`);
  const [family = "", step = ""] = kind.split(".");
  if (family !== "task" && family !== "turn" && family !== "tool") return;
  const key = `${family} ${identityOf(event, family)}`;
  if (step === "started" || ["completed", "failed", "archived"].includes(step)) open.delete(key);
  if (step === "started") open.set(key, event);
  // A turn's end ends its tools too: a call that the person cancelled reports nothing.
  if (family === "turn" && step !== "started") {
    for (const name of open.keys()) if (name.startsWith("tool ")) open.delete(name);
  }
}

function identityOf(event: AgentEvent, family: "task" | "turn" | "tool"): string {
  if (family === "task") return event.task_id ?? event.operation ?? "";
  if (family === "turn") return event.session_id ?? "";
  return toldText(event.metadata, "tool_use_id") ?? event.operation ?? "";
}
