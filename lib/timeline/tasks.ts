import type { AgentEvent } from "../contract/event";
import type { TaskState } from "../contract/states";
import type { Task } from "../contract/task";
import { kindOf } from "./event-kind";
import { elapsedMs, timeOf } from "./event-time";
import { toldDuration, toldText } from "./told";

/** The events of a task's life, and the state that each puts it in. */
export const taskSteps: Readonly<Record<string, TaskState>> = {
  "task.created": "created",
  "task.assigned": "created",
  "task.started": "started",
  "task.completed": "completed",
  "task.failed": "failed",
  "task.archived": "archived",
};

/** Tasks by id as a log in cursor order tells them (contract §6). Other events that name a task change nothing. */
export function projectTasks(events: readonly AgentEvent[]): Map<string, Task> {
  const tasks = new Map<string, Task>();
  for (const event of events) {
    const state = taskSteps[kindOf(event)];
    if (event.task_id === null || state === undefined) continue;
    tasks.set(event.task_id, afterStep(tasks.get(event.task_id) ?? newTask(event.task_id, event), state, event));
  }
  return tasks;
}

/** Of each ended event of an agent how long the task took, where that is known, in cursor order; `[agent, ms]`. */
export function projectDurations(events: readonly AgentEvent[]): [string, number][] {
  const durations: [string, number][] = [];
  const startedAt = new Map<string, string>();
  for (const event of events) {
    const kind = kindOf(event);
    if (kind === "task.started" && event.task_id !== null) startedAt.set(event.task_id, timeOf(event));
    if (kind !== "task.completed" && kind !== "task.failed") continue;
    const duration = durationSince(startedAt.get(event.task_id ?? "") ?? null, event);
    if (event.agent_id !== null && duration !== null) durations.push([event.agent_id, duration]);
  }
  return durations;
}

function newTask(task_id: string, event: AgentEvent): Task {
  return {
    task_id,
    agent_id: null,
    session_id: null,
    parent_task_id: null,
    operation: null,
    project: null,
    source: null,
    state: "created",
    started_at: null,
    ended_at: null,
    duration_ms: null,
    attempts: 0,
    error: null,
    first_seen: timeOf(event),
    last_seen: timeOf(event),
    cursor: event.cursor,
  };
}

function afterStep(task: Task, state: TaskState, event: AgentEvent): Task {
  const next = {
    ...task,
    agent_id: (state === "archived" ? null : event.agent_id) ?? task.agent_id,
    session_id: event.session_id ?? task.session_id,
    parent_task_id: toldText(event.metadata, "parent_task_id") ?? task.parent_task_id,
    operation: event.operation ?? task.operation,
    project: event.project ?? task.project,
    source: event.source ?? task.source,
    state,
    last_seen: timeOf(event),
    cursor: event.cursor,
  };
  if (state === "started") {
    const begun = { started_at: timeOf(event), ended_at: null, duration_ms: null, error: null };
    return { ...next, ...begun, attempts: task.attempts + 1 };
  }
  if (state !== "completed" && state !== "failed") return next;
  return {
    ...next,
    ended_at: timeOf(event),
    duration_ms: durationSince(task.started_at, event),
    error: state === "failed" ? toldText(event.metadata, "error", "reason") : null,
  };
}

function durationSince(startedAt: string | null, event: AgentEvent): number | null {
  return toldDuration(startedAt === null ? null : elapsedMs(startedAt, timeOf(event)), event.metadata);
}
