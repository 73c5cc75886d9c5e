import type { AgentEvent } from "@/lib/contract/event";
import { kindOf } from "@/lib/timeline/event-kind";
import { readText } from "@/lib/timeline/metadata";
import { sentenceOf } from "@/lib/timeline/sentence";

/** What a session was about: what was asked of it first, else its first task; null where nothing says so. */
export function sessionTitle(events: readonly AgentEvent[]): string | null {
  const asked = events.find((event) => kindOf(event) === "turn.started");
  const prompt = asked && readText(asked.metadata, "prompt", "message");
  if (prompt) return prompt;
  const task = events.find((event) => kindOf(event) === "task.started");
  return task ? (sentenceOf(task).parts.find(({ kind }) => kind === "what")?.text ?? null) : null;
}
