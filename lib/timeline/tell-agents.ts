import type { AgentEvent } from "../contract/event";
import { readList, readNumber, readText } from "./metadata";
import { always, count, did, errorOf, failed, type Telling, what } from "./telling";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;

/** Who started the agent, by a name a person can read: an id alone says less than leaving it out. */
function parentOf({ metadata }: AgentEvent): string | null {
  const name = readText(metadata, "parent_agent_name", "spawned_by", "parent_agent_id");
  return name !== null && uuid.test(name) ? null : name;
}

const spawned: Telling = (event) => {
  const { metadata } = event;
  const role = readText(metadata, "role") ?? event.agent_role;
  const why = role === null ? null : `role ${role}`;
  const parent = parentOf(event);
  const self = event.agent_name ?? event.agent_id;
  if (parent !== null && parent !== self) return { who: parent, parts: [did("spawned"), ...what(self)], why };
  const child = readText(metadata, "spawned_agent", "child_agent_name", "child_agent_id", "agent_type");
  if (child !== null && child !== self) return { parts: [did("spawned"), ...what(child)], why };
  return { parts: [did("was spawned")], why };
};

const poolScaled: Telling = ({ metadata }) => {
  const size = readNumber(metadata, "new_size", "size", "workers", "count");
  const pool = readText(metadata, "pool_name", "pool_id", "pool") ?? "the pool";
  return {
    parts: [did("scaled"), ...what(pool), ...(size === null ? [] : [did(`to ${count(size, "agent")}`)])],
    why: readText(metadata, "reason"),
  };
};

const printedBatch: Telling = ({ metadata }) => {
  const lines = readNumber(metadata, "count", "lines") ?? readList(metadata, "lines").length;
  return { parts: [did(lines > 0 ? `printed ${count(lines, "line")}` : "printed output")] };
};

/** An agent's life: spawned, active, printing, finished. */
export const agentTellings: Record<string, Telling> = {
  agent_spawned: spawned,
  agent_activated: ({ agent_role }) => ({
    parts: [did("became active")],
    why: agent_role === null ? null : `role ${agent_role}`,
  }),
  agent_created: always(did("was created"), "reason"),
  agent_updated: ({ metadata }) => ({
    parts: [did("was changed")],
    why: readList(metadata, "fields").join(", ") || readText(metadata, "changed", "reason"),
  }),
  agent_deleted: always(did("was removed"), "reason"),
  agent_registered: always(did("registered"), "version", "host"),
  agent_started: always(did("started"), "reason", "model"),
  agent_stopped: always(did("stopped"), "reason"),
  agent_completed: always(did("finished"), "last_assistant_message", "summary", "result"),
  agent_notified: always(did("asks for attention"), "message", "title", "notification_type"),
  agent_output: always(did("printed output"), "output", "text", "line", "content"),
  agent_output_batch: printedBatch,
  agent_error: ({ metadata }) => ({ parts: [failed("hit an error")], why: errorOf(metadata) }),
  agent_requirement_analyzed: always(did("analysed the requirements"), "summary", "title"),
  agent_business_context_ready: always(did("prepared the business context"), "summary", "title"),
  agent_code_review_requested: always(did("asked for a code review"), "title", "reviewer", "pull_request"),
  agent_qa_test_passed: always(did("passed a QA test"), "test_name", "test", "name"),
  agent_qa_test_failed: ({ metadata }) => ({
    parts: [failed("failed"), did("a QA test"), ...what(readText(metadata, "test_name", "test", "name"))],
    why: errorOf(metadata),
  }),
  agent_session_started: always(did("started a session"), "model", "title"),
  agent_session_exited: always(did("left its session"), "reason", "outcome"),
  pool_scaled: poolScaled,
};
