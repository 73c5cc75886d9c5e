import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import { eventOfLogRecord } from "./log-event";

const anyValueOf = (value: string | number | boolean): JsonValue => {
  if (typeof value === "number") return { intValue: String(value) };
  return typeof value === "boolean" ? { boolValue: value } : { stringValue: value };
};
const attributesOf = (attributes: Record<string, string | number | boolean>) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: anyValueOf(value) }));
const eventOf = (record: JsonObject, attributes: Parameters<typeof attributesOf>[0] = {}, resource: JsonObject = {}) =>
  eventOfLogRecord({ ...record, attributes: attributesOf(attributes) }, { resource, scope: {} });

type Row = [name: string, attributes: Record<string, string | number | boolean>, type: string, status: string | null];

const claudeCode: Row[] = [
  ["user_prompt", { prompt_length: 3 }, "turn.started", null],
  ["tool_result", { tool_name: "Bash", success: "true" }, "tool.completed", "success"],
  ["tool_result", { tool_name: "Bash", success: "false", error: "exit 1" }, "tool.failed", "failure"],
  ["tool_result", { tool_name: "Bash", success: false }, "tool.failed", "failure"],
  ["tool_decision", { tool_name: "Bash", decision: "accept", source: "config" }, "operation.allowed", null],
  ["tool_decision", { tool_name: "Bash", decision: "reject", source: "user_reject" }, "operation.denied", "denied"],
  ["api_request", { model: "opus", cost_usd: "0.01" }, "model.requested", null],
  ["api_error", { model: "opus", error: "overloaded" }, "model.failed", "failure"],
  ["api_refusal", {}, "model.failed", "failure"],
  ["api_retries_exhausted", {}, "model.failed", "failure"],
  ["subagent_completed", { agent_type: "Explore" }, "agent.completed", null],
  ["compaction", { trigger: "auto" }, "session.compacted", null],
  ["permission_mode_changed", { to_mode: "plan" }, "config.changed", null],
  ["internal_error", {}, "agent.error", "failure"],
  ...[
    "assistant_response",
    "api_request_body",
    "api_response_body",
    "auth",
    "mcp_server_connection",
    "plugin_installed",
    "plugin_loaded",
    "skill_activated",
    "at_mention",
    "hook_registered",
    "hook_execution_start",
    "hook_execution_complete",
    "hook_plugin_metrics",
    "feedback_survey",
    "retention_sweep",
    "constructor",
  ].map((name): Row => [name, {}, "otel.log", null]),
];

const codex: Row[] = [
  ["conversation_starts", { provider_name: "openai" }, "session.started", null],
  ["user_prompt", { prompt: "hi" }, "turn.started", null],
  ["api_request", { "http.response.status_code": 200 }, "model.requested", null],
  ["api_request", { "http.response.status_code": "500" }, "model.failed", "failure"],
  ["api_request", { "error.message": "timeout" }, "model.failed", "failure"],
  ["websocket_request", {}, "model.requested", null],
  ["tool_decision", { tool_name: "shell", decision: "approved" }, "operation.allowed", null],
  ["tool_decision", { tool_name: "shell", decision: "approved_for_session" }, "operation.allowed", null],
  ["tool_decision", { tool_name: "shell", decision: "denied" }, "operation.denied", "denied"],
  ["tool_decision", { tool_name: "shell", decision: "abort" }, "operation.denied", "denied"],
  ["tool_result", { tool_name: "shell", success: "true" }, "tool.completed", "success"],
  ["tool_result", { tool_name: "shell", success: "false" }, "tool.failed", "failure"],
  ["sse_event", { "event.kind": "response.completed" }, "otel.log", null],
  ["websocket_event", {}, "otel.log", null],
  ["turn_ttft", {}, "otel.log", null],
];

const gemini: Row[] = [
  ["config", {}, "session.started", null],
  ["user_prompt", { prompt_length: 3 }, "turn.started", null],
  ["tool_call", { function_name: "read_file", success: true, decision: "accept" }, "tool.completed", "success"],
  ["tool_call", { function_name: "read_file", success: false }, "tool.failed", "failure"],
  ["tool_call", { function_name: "rm", success: false, decision: "reject" }, "operation.denied", "denied"],
  ["api_request", { model: "pro" }, "model.requested", null],
  ["api_error", { model: "pro", error: "x" }, "model.failed", "failure"],
  ["agent.start", { agent_id: "a1", agent_name: "review" }, "agent.spawned", null],
  ["agent.finish", { agent_id: "a1", agent_name: "review" }, "agent.completed", null],
  ["chat_compression", {}, "session.compacted", null],
  ["conversation_finished", {}, "turn.completed", null],
  ["api_response", { input_token_count: 5 }, "otel.log", null],
  ["file_operation", {}, "otel.log", null],
  ["hook_call", {}, "otel.log", null],
  ["slash_command", {}, "otel.log", null],
];

describe.each([
  ["claude-code", "claude_code.", claudeCode],
  ["codex", "codex.", codex],
  ["gemini", "gemini_cli.", gemini],
])("%s", (source, prefix, rows) => {
  test.each(rows)("%s with %j is %s", (name, attributes, event_type, status) => {
    const event = eventOf({ eventName: prefix + name }, attributes);
    expect(event).toMatchObject({ event_type, status, labels: { source } });
    const tool = event_type === "otel.log" ? undefined : (attributes.tool_name ?? attributes.function_name);
    expect(event.labels.operation).toBe(tool ?? name);
  });
});

test("a record's name is its field, its attribute, or a body that is nothing else", () => {
  const resource = { "service.name": "claude-code" };
  for (const event of [
    eventOf({ eventName: "claude_code.api_error" }),
    eventOf({ body: { stringValue: "claude_code.api_error" } }),
    eventOf({ body: { stringValue: "claude_code.api_error" } }, { "event.name": "api_error" }, resource),
    eventOf({}, { "event.name": "api_error" }, { "service.name": "claude-code-desktop" }),
  ]) {
    expect(event.event_type).toBe("model.failed");
  }
  // The same words from somebody else mean something else.
  expect(eventOf({}, { "event.name": "api_error" }, { "service.name": "shop" })).toMatchObject({
    event_type: "otel.log",
    labels: { source: "shop", operation: "api_error" },
  });
  expect(eventOf({ body: { stringValue: "codex. failed" } }).labels.operation).toBeUndefined();
});

test("a session's main agent, its subagents, and the agents of others", () => {
  const main = eventOf({ eventName: "claude_code.user_prompt" }, { "session.id": "s1" });
  expect(main.labels).toMatchObject({ session_id: "s1", agent_id: "s1", agent_role: "main" });
  const sub = eventOf(
    { eventName: "gemini_cli.agent.start" },
    { "session.id": "s1", agent_id: "a1", agent_name: "review" },
  );
  expect(sub.labels).toMatchObject({
    session_id: "s1",
    agent_id: "s1/a1",
    agent_name: "review",
    agent_role: "subagent",
  });
  expect(sub.metadata.parent_agent_id).toBe("s1");
  expect(eventOf({ eventName: "codex.user_prompt" }, { "conversation.id": "c1" }).labels.session_id).toBe("c1");
  const genAi = { "gen_ai.conversation.id": "c1", "gen_ai.agent.id": "asst_1", "gen_ai.agent.name": "Planner" };
  expect(eventOf({}, genAi).labels).toMatchObject({ session_id: "c1", agent_id: "asst_1", agent_name: "Planner" });
  expect(eventOf({}, { "gen_ai.agent.name": "Planner" }).labels.agent_id).toBe("Planner");
});

test("what it says of the action, of usage and of failure is kept under the names that are known", () => {
  const event = eventOf(
    { eventName: "claude_code.api_request", spanId: "00F067AA0BA902B7", traceId: "0".repeat(32) },
    { duration_ms: "12", cost_usd: "0.0031", input_tokens: 7, "gen_ai.usage.output_tokens": 9, call_id: "c1" },
  );
  expect(event.metadata).toMatchObject({
    duration_ms: 12,
    cost_usd: 0.0031,
    input_tokens: 7,
    output_tokens: 9,
    tool_use_id: "c1",
    span_id: "00f067aa0ba902b7",
    attributes: { duration_ms: "12", input_tokens: 7 },
  });
  expect(event.labels.trace_id).toBeUndefined();
  const call = eventOf({ eventName: "codex.tool_result" }, { arguments: '{"command":"ls"}', prompt: "list" }).metadata;
  expect(call).toMatchObject({
    tool_input: { command: "ls" },
    prompt: "list",
    attributes: { arguments: '{"command":"ls"}' },
  });
  for (const odd of ["ls", "[]", "7"]) expect(eventOf({}, { tool_input: odd }).metadata.tool_input).toBeUndefined();
  const long = eventOf({}, { error: "é".repeat(5_000) }).metadata;
  expect(long.error).toBe("é".repeat(1_000));
  expect(long.attributes).toEqual({ error: "é".repeat(5_000) });
  const denial = eventOf({ eventName: "claude_code.tool_decision" }, { decision: "reject", source: "user_reject" });
  expect(denial.metadata.reason).toBe("user_reject");
});

test.each([
  [undefined, null],
  [0, null],
  [1, "debug"],
  [8, "debug"],
  [9, "info"],
  [13, "warning"],
  [17, "error"],
  [24, "critical"],
  [25, null],
  ["17", "error"],
  ["SEVERITY", null],
])("the severity number %j is %s", (severityNumber, severity) => {
  expect(eventOf(severityNumber === undefined ? {} : { severityNumber }).severity).toBe(severity);
});

test("a failure that an agent logs as info is as severe as its type; a record that says worse is worse", () => {
  const failed = { eventName: "claude_code.api_error" };
  expect(eventOf({ ...failed, severityNumber: 9 }).severity).toBe("error");
  expect(eventOf({ ...failed, severityNumber: 21 }).severity).toBe("critical");
  const asked = { eventName: "claude_code.api_request" };
  expect(eventOf({ ...asked, severityNumber: 9 }).severity).toBe("debug");
  expect(eventOf({ ...asked, severityNumber: 13 }).severity).toBe("warning");
});

const nanos = "1763388372482123456";
test.each([
  ["its time", { timeUnixNano: nanos, observedTimeUnixNano: "1" }, {}, "2025-11-17T14:06:12.482123Z"],
  ["a time as a number", { timeUnixNano: 1_763_388_372_000_000_000 }, {}, "2025-11-17T14:06:12.000000Z"],
  [
    "what its attribute says",
    { timeUnixNano: "0", observedTimeUnixNano: nanos },
    { "event.timestamp": "2026-01-02T03:04:05Z" },
    "2026-01-02T03:04:05.000000Z",
  ],
  [
    "when it was seen",
    { observedTimeUnixNano: nanos },
    { "event.timestamp": "yesterday" },
    "2025-11-17T14:06:12.482123Z",
  ],
  ["nothing: receipt", {}, {}, null],
  ["a year that events can't have", { timeUnixNano: "18446744073709551615" }, {}, null],
  ["a time that is none", { timeUnixNano: "soon" }, {}, null],
])("an event's time is %s", (_, record, attributes, timestamp) => {
  expect(eventOf(record, attributes as Record<string, string>).timestamp).toBe(timestamp);
});

test("our own name is nobody's source", () => {
  expect(eventOf({}, {}, { "service.name": "sightline" }).labels.source).toBe("otel");
  expect(eventOf({}).labels.source).toBe("otel");
});

test("the first text of metadata, which a sentence quotes, is the body", () => {
  const { metadata } = eventOf({ body: { stringValue: "hello" }, timeUnixNano: nanos }, { model: "m" });
  expect(Object.keys(metadata)[0]).toBe("body");
});
