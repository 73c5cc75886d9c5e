import type { Agent, AgentState } from "../contract/agent";
import type { AgentEvent } from "../contract/event";
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
  const events = all.filter((event) => !isOurs(event));
  const newest = events.at(-1);
  const standing = (event: AgentEvent, state: AgentState, more: Partial<Standing> = {}): Standing => {
    const atMs = instantOf(event);
    return { state, cursor: event.cursor, atMs, sinceMs: atMs, silence: null, ...more };
  };
  if (!newest) return all[0] ? standing(all[0], "idle") : null;
  const atMs = instantOf(newest);
  if (asksForAPerson(newest)) return standing(newest, "waiting");
  const ending = endingOf(newest, events);
  if (ending) return standing(newest, ending);
  const open = openWork(events);
  if (open) {
    const silence = { state: "lost", fromMs: atMs + lostAfterMs } as const;
    return standing(newest, "working", { sinceMs: instantOf(open), silence });
  }
  if (kindOf(newest) === "turn.completed") return standing(newest, "idle");
  return standing(newest, "working", { silence: { state: "idle", fromMs: atMs + idleAfterMs } });
}

/** A standing in words: `said` is what its event says. */
export function courseOf({ state, cursor, atMs, sinceMs, silence }: Standing, said: string): StatusCourse {
  const now: DueStatus = {
    fromMs: atMs,
    status: { state, reason: said, since: new Date(sinceMs).toISOString(), cursor },
  };
  if (!silence) return [now];
  const reason =
    silence.state === "lost"
      ? `no event for over 30 min in the middle of work; last: ${said}`
      : `silent since: ${said}`;
  const status = { state: silence.state, reason, since: new Date(atMs).toISOString(), cursor };
  return [now, { fromMs: silence.fromMs, status }];
}

/** `projectStanding` in words. */
export function projectStatusCourse(events: readonly AgentEvent[]): StatusCourse | null {
  const standing = projectStanding(events);
  const proof = events.find(({ cursor }) => cursor === standing?.cursor);
  return standing && proof ? courseOf(standing, saidBy(proof)) : null;
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

function endingOf(event: AgentEvent, events: readonly AgentEvent[]): "done" | "failed" | null {
  const kind = kindOf(event);
  if (kind === "task.completed") return "done";
  if (kind === "task.failed") return "failed";
  if (!sessionEnds.includes(kind)) return null;
  const last = events.findLast((each) => [...sessionStarts, "task.completed", "task.failed"].includes(kindOf(each)));
  return event.status === "failure" || (last && kindOf(last) === "task.failed") ? "failed" : "done";
}

/**
 * Of the tasks, turns and tools that were started and not ended the one that was started first; null when nothing is open. What
 * is started again counts from then.
 */
function openWork(events: readonly AgentEvent[]): AgentEvent | null {
  const open = new Map<string, AgentEvent>();
  for (const event of events) {
    const kind = kindOf(event);
    if (sessionStarts.includes(kind) || sessionEnds.includes(kind)) open.clear();
    // A refused call never runs: nothing else would end it.
    if (isDenial(event)) open.delete(`tool ${identityOf(event, "tool")}`);
    const [family = "", step = ""] = kind.split(".");
    if (family !== "task" && family !== "turn" && family !== "tool") continue;
    const key = `${family} ${identityOf(event, family)}`;
    if (step === "started" || ["completed", "failed", "archived"].includes(step)) open.delete(key);
    if (step === "started") open.set(key, event);
    // A turn's end ends its tools too: a call that the person cancelled reports nothing.
    if (family === "turn" && step !== "started")
      for (const name of open.keys()) if (name.startsWith("tool ")) open.delete(name);
  }
  return open.values().next().value ?? null;
}

function identityOf(event: AgentEvent, family: "task" | "turn" | "tool"): string {
  if (family === "task") return event.task_id ?? event.operation ?? "";
  if (family === "turn") return event.session_id ?? "";
  return toldText(event.metadata, "tool_use_id") ?? event.operation ?? "";
}
