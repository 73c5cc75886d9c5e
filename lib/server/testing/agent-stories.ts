import fc from "fast-check";
import type { AppendDraft } from "../store/append-events";
import { noteDraft } from "./note-draft";

// Events that mean something to the read models: few agents, tasks and tools, so that what one event begins another ends.

const kinds = [
  ...["note", "task_started", "task.completed", "task_failed", "task.archived", "task_created"],
  ...["turn.started", "turn.completed", "turn_failed", "tool.started", "tool.completed", "tool_failed", "tool.used"],
  ...["session.started", "session_created", "session.ended", "agent.session_started", "agent.session_exited"],
  ...[
    "permission.requested",
    "operation_denied",
    "permission.denied",
    "agent.notified",
    "budget_updated",
    "budget.updated",
  ],
];
const acts = ["agent_created", "agent_updated", "agent_deleted"];

const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    {},
    [],
    "",
    "NaN",
    "Infinity",
    "1e999",
    "-0",
    "0x10",
    " 1",
    "9".repeat(400),
    -1e300,
    5e-324,
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const number = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constantFrom("7", "2.5"), hostile);
const text = fc.oneof(fc.constantFrom("a", "b"), hostile);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const metadata = fc.record({
  tool_use_id: maybe(fc.oneof(fc.constantFrom("x", "y"), hostile, fc.constant("long ".repeat(2_000)))),
  toolUseId: maybe(text),
  notification_type: maybe(fc.oneof(fc.constantFrom("auth_success", "idle_prompt"), hostile)),
  remaining: maybe(number),
  budgetRemaining: maybe(number),
  limit: maybe(number),
  delta: maybe(number),
  deducted: maybe(number),
  unit: maybe(text),
  display_name: maybe(text),
  owner: maybe(text),
  tags: maybe(fc.oneof(fc.array(text, { maxLength: 3 }), hostile)),
  archived: maybe(fc.oneof(fc.boolean(), hostile)),
});

const keepable = (value: unknown) =>
  JSON.stringify(value)
    .replaceAll("\\u0000", " ")
    .replaceAll(/\\ud[89a-f]../g, "?");
const label = fc.constantFrom(null, null, "a", "b");
const startMs = Date.parse("2026-11-20T12:00:00Z");

/** One event of a story, a few minutes around the one before. */
const draft: fc.Arbitrary<AppendDraft> = fc
  .record({
    event_id: fc.uuid(),
    isOurs: fc.nat(5).map((n) => n === 0),
    event_type: fc.constantFrom(...kinds),
    act: fc.constantFrom(...acts),
    timestamp: fc.integer({ min: -4_000_000, max: 4_000_000 }).map((ms) => new Date(startMs + ms).toISOString()),
    agent_id: fc.constantFrom("one", "two", 'three, with "quotes" and ünïcode', null),
    agent_name: label,
    agent_role: label,
    project: label,
    operation: label,
    source: label,
    session_id: label,
    task_id: label,
    status: fc.constantFrom("success", "failure", "denied", null, null, null),
    severity: fc.constantFrom("info", "info", "warning", "error", "critical"),
    metadata,
  })
  .map(({ isOurs, act, metadata: about, timestamp, ...fields }) => ({
    ...noteDraft(fields.event_id),
    ...fields,
    timestamp: timestamp.replace("Z", "123Z"),
    ...(isOurs ? { event_type: act, source: "sightline" } : {}),
    metadata: keepable(about),
  }));

/** What several agents report, one after the other. */
export const agentStory: fc.Arbitrary<AppendDraft[]> = fc.array(draft, { maxLength: 60 });
