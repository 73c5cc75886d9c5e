import type { Lane, LaneMark, LaneSpan } from "@/components/lanes/lane";
import type { Action } from "@/lib/contract/action";
import type { AgentEvent } from "@/lib/contract/event";
import type { Session } from "@/lib/contract/session";
import type { Task } from "@/lib/contract/task";
import { shortenId } from "@/lib/timeline/actor";
import { idleAfterMs, lostAfterMs, saidBy } from "@/lib/timeline/agent-state";

export type AgentRuns = {
  sessions: readonly Session[];
  tasks: readonly Task[];
  actions: readonly Action[];
  troubles: readonly AgentEvent[];
};

/** What an agent did as four lanes; those without anything are left out. What has been silent for long goes on no further. */
export function lanesOfAgent({ sessions, tasks, actions, troubles }: AgentRuns, nowMs: number): Lane[] {
  const lanes: Lane[] = [
    { id: "sessions", label: "Sessions", indent: 0, spans: sessions.map((session) => sessionSpan(session, nowMs)) },
    { id: "tasks", label: "Tasks", indent: 0, spans: tasks.flatMap((task) => taskSpan(task, nowMs)) },
    { id: "actions", label: "Actions", indent: 0, spans: actions.map((action) => actionSpan(action, nowMs)) },
    { id: "troubles", label: "Denied, failed", indent: 0, spans: [], marks: troubles.map(markOf) },
  ];
  return lanes.filter(({ spans, marks = [] }) => spans.length + marks.length > 0);
}

function sessionSpan(session: Session, nowMs: number): LaneSpan {
  const { session_id, started_at, ended_at, last_seen, outcome } = session;
  const state = outcome === "failed" ? "failed" : ended_at === null ? "run" : "done";
  const end = endOf(ended_at, last_seen, { nowMs, silentMs: idleAfterMs });
  return { id: session_id, start: Date.parse(started_at), end, state, label: shortenId(session_id), outcome: null };
}

function taskSpan(task: Task, nowMs: number): LaneSpan[] {
  const { task_id, started_at, ended_at, last_seen, operation } = task;
  if (started_at === null) return [];
  const end = endOf(ended_at, last_seen, { nowMs, silentMs: lostAfterMs });
  const isLost = ended_at === null && end !== null;
  const state = task.state === "failed" ? "failed" : isLost ? "lost" : ended_at === null ? "run" : "done";
  const outcome = task.state === "failed" ? "failure" : null;
  return [{ id: task_id, start: Date.parse(started_at), end, state, label: operation ?? shortenId(task_id), outcome }];
}

function actionSpan(action: Action, nowMs: number): LaneSpan {
  const { started_at, ended_at, last_seen, first_cursor, tool_name } = action;
  const state = { started: "run", completed: "done", failed: "failed", denied: "wait" } as const;
  const outcome = { started: null, completed: null, failed: "failure", denied: "denied" } as const;
  return {
    id: String(first_cursor),
    start: Date.parse(started_at),
    end: endOf(ended_at, last_seen, { nowMs, silentMs: idleAfterMs }),
    state: state[action.state],
    label: tool_name ?? "tool",
    outcome: outcome[action.state],
  };
}

/** Null while it goes on: nothing has ended it, and it was heard of not long ago. */
function endOf(endedAt: string | null, lastSeen: string, { nowMs, silentMs }: { nowMs: number; silentMs: number }) {
  if (endedAt !== null) return Date.parse(endedAt);
  return nowMs - Date.parse(lastSeen) < silentMs ? null : Date.parse(lastSeen);
}

function markOf(event: AgentEvent): LaneMark {
  const outcome = event.status ?? "failure";
  return { id: event.event_id, at: Date.parse(event.timestamp), outcome, label: saidBy(event) };
}
