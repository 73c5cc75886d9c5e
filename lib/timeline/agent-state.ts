import type { Agent, AgentState } from "../contract/agent";
import type { AgentEvent } from "../contract/event";
import { formatSentence, sentenceOf } from "./sentence";

export const lostAfterMs = 30 * 60_000;
export const idleAfterMs = 5 * 60_000;

type Status = Agent["status"];

/**
 * Where an agent stands after its events (ascending cursor, the newest of them at least) at `nowMs`, with the event
 * that proves it (contract §6). Interrupts and crashes send nothing, so silence is judged by what came before it: in
 * the middle of a task, turn or tool an agent is lost after 30 minutes, otherwise idle after 5. A request for
 * permission waits for as long as nothing follows it. Null without events.
 */
export function projectAgentStatus(events: readonly AgentEvent[], nowMs: number): Status | null {
  const newest = events.at(-1);
  if (!newest) return null;
  const open = openWork(events);
  const silentMs = nowMs - instantOf(newest);
  const status = (state: AgentState, reason: string, sinceMs = instantOf(newest), proof = newest): Status => ({
    state,
    reason,
    since: new Date(sinceMs).toISOString(),
    cursor: proof.cursor,
  });
  const said = formatSentence(sentenceOf(newest), { who: false });
  if (asksForAPerson(newest)) return status("waiting", said);
  const ending = endingOf(newest, events);
  if (ending) return status(ending, said);
  if (open && silentMs >= lostAfterMs) {
    return status("lost", `no event for ${Math.floor(silentMs / 60_000)} min in the middle of work; last: ${said}`);
  }
  if (open) return status("working", said, instantOf(open), newest);
  if (kindOf(newest) === "turn.completed") return status("idle", said);
  return silentMs >= idleAfterMs ? status("idle", `silent since: ${said}`) : status("working", said);
}

/** A time is the smaller of what the emitter says and when we received it: a clock that runs ahead proves nothing. */
export function instantOf(event: AgentEvent): number {
  return Math.min(Date.parse(event.timestamp), Date.parse(event.received_at));
}

/** Types with `.` or `_` count alike. */
export function kindOf(event: Pick<AgentEvent, "event_type">): string {
  return event.event_type.replaceAll("_", ".");
}

function isDenial(event: AgentEvent): boolean {
  return event.status === "denied" || ["operation.denied", "permission.denied"].includes(kindOf(event));
}

const sessionStarts = ["session.created", "session.started", "agent.session.started"];
const sessionEnds = ["session.ended", "agent.session.exited"];

/** Notifications of Claude Code that only tell; every other one asks. */
const tellingNotifications: readonly unknown[] = [
  "auth_success",
  "elicitation_complete",
  "elicitation_response",
  "agent_completed",
];

function asksForAPerson(event: AgentEvent): boolean {
  const kind = kindOf(event);
  if (kind === "permission.requested") return true;
  return kind === "agent.notified" && !tellingNotifications.includes(event.metadata.notification_type);
}

function endingOf(event: AgentEvent, events: readonly AgentEvent[]): "done" | "failed" | null {
  const kind = kindOf(event);
  if (kind === "task.completed") return "done";
  if (kind === "task.failed") return "failed";
  if (!sessionEnds.includes(kind)) return null;
  const lastTask = events.findLast((each) => ["task.completed", "task.failed"].includes(kindOf(each)));
  const failed = event.status === "failure" || (lastTask !== undefined && kindOf(lastTask) === "task.failed");
  return failed ? "failed" : "done";
}

/** The oldest start of a task, turn or tool that no later event ended; null when nothing is open. */
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
    if (step === "started") open.set(key, event);
    else if (["completed", "failed", "archived"].includes(step)) open.delete(key);
    // A turn's end ends its tools too: a call that the person cancelled reports nothing.
    if (family === "turn" && step !== "started")
      for (const name of open.keys()) if (name.startsWith("tool ")) open.delete(name);
  }
  return open.values().next().value ?? null;
}

function identityOf(event: AgentEvent, family: "task" | "turn" | "tool"): string {
  if (family === "task") return event.task_id ?? event.operation ?? "";
  if (family === "turn") return event.session_id ?? "";
  const { tool_use_id: snake, toolUseId: camel } = event.metadata;
  return String(snake ?? camel ?? event.operation ?? "");
}
