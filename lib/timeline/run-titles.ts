import type { AgentEvent } from "../contract/event";
import { kindOf } from "./event-kind";
import { readText } from "./metadata";
import { sentenceOf } from "./sentence";
import { sessionStarts } from "./sessions";

/**
 * What a session was about by its events in cursor order: what was asked of it first, else its first task, else what its
 * start says; null where nothing does.
 */
export function sessionTitle(events: readonly AgentEvent[]): string | null {
  const asked = events.find((event) => kindOf(event) === "turn.started");
  const prompt = asked && readText(asked.metadata, "prompt", "message");
  if (prompt) return prompt;
  const task = events.find((event) => kindOf(event) === "task.started");
  if (task) return taskTitle([task]);
  const start = events.find((event) => sessionStarts.includes(kindOf(event)));
  return start ? readText(start.metadata, "title", "name", "description") : null;
}

/** What a task is called by the first of its events that says so; null where they only name its id. */
export function taskTitle(events: readonly AgentEvent[]): string | null {
  for (const event of events) {
    if (!kindOf(event).startsWith("task.")) continue;
    const title = sentenceOf(event).parts.find(({ kind }) => kind === "what")?.text;
    if (title !== undefined && title !== event.task_id) return title;
  }
  return null;
}
