import type { EventStatus } from "@/lib/contract/event-form";
import type { Attributes } from "./attributes";
import type { KnownAgent } from "./known-agent";

/** What a record of a known agent means. */
export type Meaning = { type: string; status: EventStatus | null };

type Read = Meaning | ((attributes: Attributes) => Meaning);

const is = (type: string, status: EventStatus | null = null): Meaning => ({ type, status });
const failedModel = is("model.failed", "failure");
const denied = is("operation.denied", "denied");

const toolEnded = (attributes: Attributes) =>
  attributes.flag("success") === false ? is("tool.failed", "failure") : is("tool.completed", "success");

const decided = (attributes: Attributes) =>
  ["reject", "denied", "abort"].includes(attributes.text("decision") ?? "") ? denied : is("operation.allowed");

const modelAnswered = (attributes: Attributes) => {
  const failed = (attributes.number("http.response.status_code") ?? 0) >= 400 || attributes.text("error.message");
  return failed ? failedModel : is("model.requested");
};

const meanings: Readonly<Record<KnownAgent, Readonly<Record<string, Read>>>> = {
  "claude-code": {
    user_prompt: is("turn.started"),
    tool_decision: decided,
    tool_result: toolEnded,
    api_request: is("model.requested"),
    api_error: failedModel,
    api_refusal: failedModel,
    api_retries_exhausted: failedModel,
    subagent_completed: is("agent.completed"),
    compaction: is("session.compacted"),
    permission_mode_changed: is("config.changed"),
    internal_error: is("agent.error", "failure"),
  },
  codex: {
    conversation_starts: is("session.started"),
    user_prompt: is("turn.started"),
    tool_decision: decided,
    tool_result: toolEnded,
    api_request: modelAnswered,
    websocket_request: modelAnswered,
  },
  gemini: {
    config: is("session.started"),
    user_prompt: is("turn.started"),
    // One record tells both of the decision and of what came of it.
    tool_call: (attributes) => (attributes.text("decision") === "reject" ? denied : toolEnded(attributes)),
    api_request: is("model.requested"),
    api_error: failedModel,
    "agent.start": is("agent.spawned"),
    "agent.finish": is("agent.completed"),
    chat_compression: is("session.compacted"),
    conversation_finished: is("turn.completed"),
  },
};

/** The catalogue's type for a record of a known agent; null where it has none. */
export function meaningOf(agent: KnownAgent | null, name: string | undefined, attributes: Attributes): Meaning | null {
  const known = agent === null ? {} : meanings[agent];
  const read = name !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
  return typeof read === "function" ? read(attributes) : (read ?? null);
}
