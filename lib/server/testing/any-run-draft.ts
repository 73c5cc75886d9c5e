import fc from "fast-check";
import type { JsonValue } from "@/lib/contract/event";
import type { AppendDraft } from "../store/append-events";

// Drafts of what runs are made of, over few names, so that events of the same task, session, trace and action meet often and
// in any order.

const types = [
  ...[
    "task_created",
    "task.assigned",
    "task_started",
    "task.started",
    "task_completed",
    "task.failed",
    "task_archived",
  ],
  ...["session_created", "session.started", "session.ended", "agent.session_exited", "agent_session_started"],
  ...[
    "tool.started",
    "tool_started",
    "tool_started",
    "tool.started",
    "tool.started",
    "tool_completed",
    "tool.failed",
    "tool.used",
    "otel.span",
    "permission.requested",
  ],
  ...[
    "operation_allowed",
    "permission.approved",
    "operation.denied",
    "permission_denied",
    "budget_updated",
    "budget.updated",
    "note",
  ],
];

const few = (...values: string[]) => fc.option(fc.constantFrom(...values), { freq: 3 });

/** Sums of such numbers come out the same in any order, in doubles too. */
const number = fc.oneof(
  fc.integer({ min: -20, max: 10_000 }),
  fc.integer({ min: 0, max: 400 }).map((n) => n / 4),
  fc.integer({ min: 0, max: 400 }).map((n) => String(n / 8)),
);

/** What no number is, or none that is meant. */
const odd: fc.Arbitrary<JsonValue> = fc.constantFrom<JsonValue[]>(
  ...["", "NaN", "Infinity", "-", "1e400", "0x10", " 7", "٣", "1_000", "x".repeat(3_000), "😀".repeat(2_100), "'; --"],
  ...[null, true, [], [1], {}, { a: { b: "c" } }, 1e300, -1e16, 9_007_199_254_740_991, 5e-324],
);

const mostly = (good: fc.Arbitrary<JsonValue>) =>
  fc.oneof({ weight: 9, arbitrary: good }, { weight: 1, arbitrary: odd });
const text = fc.constantFrom("", "boom", "no room", "é😀\u{ffff}");

const values: Readonly<Record<string, fc.Arbitrary<JsonValue>>> = {
  duration_ms: number,
  error: text,
  reason: text,
  parent_task_id: fc.constantFrom("t1", "t2"),
  input_tokens: number,
  output_tokens: number,
  cache_read_tokens: number,
  cost_usd: number,
  tool_use_id: fc.constantFrom("u1", "u2", "u3", "u".repeat(200), "u".repeat(201)),
  tool_name: fc.constantFrom("Bash", "Edit", ""),
  tools_used: fc.array(fc.oneof(fc.constantFrom("Bash", "Read", ""), odd), { maxLength: 4 }),
  remaining: number,
  budget_remaining: number,
  limit: number,
  budget_limit: number,
  delta: number,
  deducted: number,
  unit: fc.constantFrom("usd", "tokens"),
};

const spellings = (name: string) => [name, name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())];

const metadata = fc
  .array(
    fc
      .constantFrom(...Object.keys(values), "tool_use_id", "tool_name", "tool_name")
      .chain((name) => fc.tuple(fc.constantFrom(...spellings(name)), mostly(values[name] ?? odd))),
    { maxLength: 6 },
  )
  .map((entries) => JSON.stringify(Object.fromEntries(entries)));

/** Some of them lie in the future, where the receipt counts. */
const timestamp = fc
  .tuple(fc.integer({ min: 0, max: 600 }), fc.constantFrom("000000", "000001", "500000", "999999"), fc.nat(9))
  .map(([second, fraction, late]) => {
    const instant = new Date(Date.UTC(late === 0 ? 2099 : 2026, 0, 1, 0, 0, second)).toISOString();
    return `${instant.slice(0, 19)}.${fraction}Z`;
  });

export const anyRunDraft: fc.Arbitrary<AppendDraft> = fc.record({
  event_id: fc.uuid(),
  event_type: fc.constantFrom(...types),
  timestamp: fc.option(timestamp, { freq: 10 }),
  agent_id: few("a1", "a2", "a/3", "\u{ffff}", "😀"),
  agent_name: fc.constant(null),
  agent_role: fc.constant(null),
  operation: few("deploy", "read"),
  source: few("s1", "s2", "\u{fffe}", "😀"),
  status: fc.option(fc.constantFrom("success", "failure", "denied"), { freq: 2 }),
  severity: fc.constantFrom("info", "info", "warning", "error", "critical"),
  session_id: few("c1", "c2"),
  task_id: few("t1", "t2", "t3"),
  trace_id: few("r1", "r2"),
  correlation_id: few("r1", "x1"),
  project: few("p1", "p2"),
  category: fc.constant("custom"),
  metadata,
  api_key: fc.constant(null),
});
