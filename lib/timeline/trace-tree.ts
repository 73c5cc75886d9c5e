import type { AgentEvent } from "../contract/event";
import { toldText } from "./told";

/** What nesting is known by. */
export type TraceNode = Pick<AgentEvent, "cursor" | "agent_id" | "task_id" | "metadata">;

type Names = {
  cursor: number;
  span: string | null;
  parentSpan: string | null;
  task: string | null;
  parentTask: string | null;
  agent: string | null;
  parentAgent: string | null;
};

/**
 * For each event (ascending cursor) the cursor of the one that it happened inside of, or null where none is known. The
 * innermost name wins: the parent span; the own span, for what is told from inside of it; the parent task; the parent
 * agent. A span stands for itself by the event that tells its parent, else by its first; tasks and agents by their first.
 * Names that go round in a circle are cut at its lowest cursor.
 */
export function traceParents(events: readonly TraceNode[]): Map<number, number | null> {
  const all = events.map(namesOf);
  const spans = firstBy([...all.filter(({ parentSpan }) => parentSpan !== null), ...all], ({ span }) => span);
  const tasks = firstBy(all, ({ task }) => task);
  const agents = firstBy(all, ({ agent }) => agent);
  const parents = new Map<number, number | null>();
  for (const { cursor, span, parentSpan, parentTask, parentAgent, task, agent } of all) {
    const candidates = [
      parentSpan === span ? undefined : spans.get(parentSpan),
      parentSpan === null ? spans.get(span) : undefined,
      parentTask === task ? undefined : tasks.get(parentTask),
      parentAgent === agent ? undefined : agents.get(parentAgent),
    ];
    parents.set(cursor, candidates.find((parent) => parent !== undefined && parent !== cursor) ?? null);
  }
  return withoutCircles(parents);
}

function namesOf({ cursor, agent_id, task_id, metadata }: TraceNode): Names {
  return {
    cursor,
    span: toldText(metadata, "span_id"),
    parentSpan: toldText(metadata, "parent_span_id"),
    task: task_id,
    parentTask: toldText(metadata, "parent_task_id"),
    agent: agent_id,
    parentAgent: toldText(metadata, "parent_agent_id"),
  };
}

function firstBy(all: readonly Names[], nameOf: (names: Names) => string | null): Map<string | null, number> {
  const first = new Map<string | null, number>();
  for (const names of all) {
    const name = nameOf(names);
    if (name !== null && !first.has(name)) first.set(name, names.cursor);
  }
  return first;
}

/** Each event has one parent, so a walk upwards ends at a root, at what was walked before, or where it began. */
function withoutCircles(parents: Map<number, number | null>): Map<number, number | null> {
  const settled = new Set<number>();
  for (const start of parents.keys()) {
    const walk = new Set<number>();
    let at: number | null = start;
    while (at !== null && !settled.has(at) && !walk.has(at)) {
      walk.add(at);
      at = parents.get(at) ?? null;
    }
    if (at !== null && walk.has(at)) {
      const path = [...walk];
      parents.set(Math.min(...path.slice(path.indexOf(at))), null);
    }
    for (const each of walk) settled.add(each);
  }
  return parents;
}
