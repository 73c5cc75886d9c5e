import { expect, test } from "vitest";
import type { JsonObject } from "@/lib/contract/event";
import { eventOfSpan } from "./span-event";

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const span = {
  traceId: "5B8EFFF798038103D269B633813FC60C",
  spanId: "EEE19B7EC3C1B174",
  parentSpanId: "eee19b7ec3c1b173",
  name: "execute_tool Bash",
  kind: 1,
  startTimeUnixNano: "1763388372482000000",
  endTimeUnixNano: "1763388373482500999",
};
const eventOf = (more: JsonObject = {}, resource: JsonObject = {}) =>
  eventOfSpan({ ...span, ...more }, { resource, scope: {} });

test("a span is an event of its start, with its ids, its duration and itself", () => {
  expect(eventOf()).toMatchObject({
    event_type: "otel.span",
    timestamp: "2025-11-17T14:06:12.482000Z",
    status: null,
    labels: { trace_id: "5b8efff798038103d269b633813fc60c", operation: "execute_tool Bash" },
    metadata: {
      span_id: "eee19b7ec3c1b174",
      parent_span_id: "eee19b7ec3c1b173",
      duration_ms: 1_000.5,
      kind: 1,
      end_time_unix_nano: "1763388373482500999",
    },
  });
});

test("its status is success, failure with the reason, or not said", () => {
  expect(eventOf({ status: { code: 1 } })).toMatchObject({ status: "success", severity: null });
  const failed = eventOf({ status: { code: 2, message: "exit 1" } });
  expect(failed).toMatchObject({ status: "failure", severity: "error", metadata: { error: "exit 1" } });
  expect(failed.metadata.status).toEqual({ code: 2, message: "exit 1" });
  expect(eventOf({ status: {} })).toMatchObject({ status: null, severity: null });
});

test("the GenAI conventions name the session, the agent, the action and the usage", () => {
  const attributes = [
    attribute("gen_ai.conversation.id", "c1"),
    attribute("gen_ai.agent.id", "asst_1"),
    attribute("gen_ai.agent.name", "Planner"),
    attribute("gen_ai.tool.name", "Bash"),
    attribute("gen_ai.tool.call_id", "toolu_1"),
    attribute("gen_ai.request.model", "m"),
    { key: "gen_ai.usage.input_tokens", value: { intValue: "7" } },
  ];
  const { labels, metadata } = eventOf({ attributes });
  expect(labels).toMatchObject({ session_id: "c1", agent_id: "asst_1", agent_name: "Planner" });
  expect(metadata).toMatchObject({ tool_name: "Bash", tool_use_id: "toolu_1", model: "m", input_tokens: 7 });
  const later = eventOf({ attributes: [attribute("gen_ai.tool.call.id", "toolu_2")] });
  expect(later.metadata.tool_use_id).toBe("toolu_2");
});

test("a span of Claude Code's subagent names it and whose it is", () => {
  const attributes = [attribute("session.id", "s1"), attribute("agent_id", "a2"), attribute("parent_agent_id", "a1")];
  const event = eventOf({ attributes, name: "claude_code.tool" });
  expect(event.labels).toMatchObject({ source: "claude-code", agent_id: "s1/a2", agent_role: "subagent" });
  expect(event.metadata.parent_agent_id).toBe("s1/a1");
});

test("its events and links are kept in plain JSON", () => {
  const events = [{ timeUnixNano: "5", name: "retry", attributes: [attribute("n", "1")] }, "odd"];
  const links = [{ traceId: "AB", spanId: "CD", attributes: [] }];
  expect(eventOf({ events, links }).metadata).toMatchObject({
    events: [{ time_unix_nano: "5", name: "retry", attributes: { n: "1" } }, "odd"],
    links: [{ trace_id: "ab", span_id: "cd" }],
  });
});

test("a span whose end is before its start has no duration", () => {
  expect(eventOf({ endTimeUnixNano: "5" }).metadata.duration_ms).toBeUndefined();
});
