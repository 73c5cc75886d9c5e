import type { EventDraft } from "@/emitter";
import { by, type Episode, type Moment, spending, usage } from "./moment";
import * as cast from "./team-cast";

type Use = { tool: string; input: Record<string, string>; ms: number; error?: string };

/**
 * One session of several agents and systems: the planner takes a feature, spawns a coder and a tester, who use tools, wait for
 * a person, are refused something and fail once, until it is merged. Its events are one trace, each telling what it happened
 * inside of.
 */
export const feature: Episode = ({ random, startMs, budgets }) => {
  const coder = random.pick(cast.coders);
  const title = random.pick(cast.features);
  const project = random.pick(cast.projects);
  const run = random.hex(6);
  const ids = { session_id: `feature-${run}`, trace_id: random.hex(32), project };
  const spans = { root: random.hex(16), code: random.hex(16), test: random.hex(16) };
  const moments: Moment[] = [];
  const tell = (atMs: number, draft: EventDraft) =>
    moments.push({ atMs: Math.round(startMs + atMs), draft: { ...ids, ...draft } });
  const inside = (parent_span_id: string, more: Record<string, unknown> = {}) => ({ ...more, parent_span_id }) as const;

  const coding = { ...by(coder), task_id: `task-${run}-code` };
  const testing = { ...by(cast.tester), task_id: `task-${run}-test` };
  const planning = by(cast.planner);
  const child = { parent_agent_id: cast.planner.id };
  let uses = 0;
  const use = (atMs: number, who: typeof coding, span: string, { tool, input, ms, error }: Use) => {
    uses += 1;
    const metadata = inside(span, { tool_name: tool, tool_use_id: `use-${run}-${uses}`, tool_input: input, ...child });
    tell(atMs, { ...who, event_type: "tool.started", operation: tool, metadata });
    const end = { ...who, operation: tool, metadata: { ...metadata, duration_ms: ms } };
    tell(
      atMs + ms,
      error === undefined
        ? { ...end, event_type: "tool.completed", status: "success" }
        : { ...end, event_type: "tool.failed", status: "failure", metadata: { ...end.metadata, error } },
    );
  };

  tell(0, { ...planning, event_type: "session_created", source: "session-buddy", metadata: { title } });
  tell(150, {
    ...planning,
    event_type: "turn.started",
    metadata: { prompt: `${title}. Split it, and show me before you push.`, span_id: spans.root },
  });
  tell(900, {
    ...coding,
    event_type: "task_assigned",
    source: cast.planner.source,
    metadata: inside(spans.root, { title }),
  });
  tell(1_200, {
    ...coding,
    event_type: "agent_spawned",
    metadata: inside(spans.root, { role: coder.role, span_id: spans.code, ...child }),
  });
  tell(1_400, { ...coding, event_type: "task_started", operation: title, metadata: inside(spans.code, { title }) });
  use(1_800, coding, spans.code, { tool: "Read", input: { file_path: `src/${project}/index.ts` }, ms: 420 });
  use(2_500, coding, spans.code, { tool: "Grep", input: { pattern: "roundHalfUp", path: `src/${project}` }, ms: 650 });
  use(3_600, coding, spans.code, { tool: "Edit", input: { file_path: `src/${project}/total.ts` }, ms: 900 });
  tell(4_800, {
    ...coding,
    event_type: "operation_denied",
    operation: "write_file",
    status: "denied",
    metadata: inside(spans.code, { reason: "path migrations/ is protected", role: coder.role }),
  });
  tell(5_200, { ...coding, ...withParent(spending(coder, random, budgets), spans.code) });

  tell(5_600, {
    ...testing,
    event_type: "agent_spawned",
    metadata: inside(spans.root, { role: "tester", span_id: spans.test, ...child }),
  });
  tell(5_800, {
    ...testing,
    event_type: "task_started",
    operation: `Test ${title}`,
    metadata: inside(spans.test, { title: `Test ${title}` }),
  });
  const total = random.between(140, 420);
  use(6_100, testing, spans.test, {
    tool: "Bash",
    input: { command: `npx vitest run ${project}`, description: "Run its suite" },
    ms: 2_400,
    error: `2 of ${total} failed: rounding.test.ts`,
  });
  use(8_700, coding, spans.code, { tool: "Edit", input: { file_path: `src/${project}/rounding.ts` }, ms: 1_100 });
  const passedMs = random.between(1_800, 2_600);
  use(10_000, testing, spans.test, { tool: "Bash", input: { command: `npx vitest run ${project}` }, ms: passedMs });
  tell(10_200 + passedMs, {
    ...testing,
    event_type: "test_completed",
    operation: `${project} suite`,
    status: "success",
    metadata: inside(spans.test, { suite: `${project} suite`, total, failed: 0, passed: total, duration_ms: passedMs }),
  });
  tell(10_500 + passedMs, {
    ...testing,
    ...ended(`Test ${title}`, 4_700 + passedMs, inside(spans.test, usage(random))),
  });
  tell(10_700 + passedMs, { ...testing, ...withParent(spending(cast.tester, random, budgets), spans.test) });

  const askedMs = 13_600;
  const answeredMs = askedMs + random.between(2_500, 6_000);
  const push = {
    ...coding,
    operation: "git push",
    metadata: inside(spans.code, { reason: "origin main", approved_by: "ana" }),
  };
  tell(askedMs, {
    ...push,
    event_type: "permission.requested",
    metadata: inside(spans.code, { reason: "origin main" }),
  });
  tell(answeredMs, { ...push, event_type: "permission.approved", status: "success" });
  use(answeredMs + 300, coding, spans.code, { tool: "Bash", input: { command: "git push origin main" }, ms: 1_300 });
  tell(answeredMs + 1_900, { ...coding, ...ended(title, answeredMs + 500, inside(spans.code, usage(random))) });
  tell(answeredMs + 2_400, {
    event_type: "insight_generated",
    source: "akosha",
    metadata: inside(spans.root, { title: `${project} rounds in one place now` }),
  });
  tell(answeredMs + 2_800, {
    ...planning,
    event_type: "turn.completed",
    metadata: inside(spans.root, { summary: `${title} is pushed.`, ...usage(random) }),
  });
  tell(answeredMs + 3_000, { ...planning, ...withParent(spending(cast.planner, random, budgets), spans.root) });
  tell(answeredMs + 3_200, { ...planning, event_type: "session.ended", source: "session-buddy", status: "success" });
  return moments;
};

function withParent(draft: EventDraft, parent_span_id: string): EventDraft {
  return { ...draft, metadata: { ...draft.metadata, parent_span_id } };
}

function ended(title: string, duration_ms: number, metadata: Record<string, unknown>): EventDraft {
  return {
    event_type: "task_completed",
    operation: title,
    status: "success",
    metadata: { title, duration_ms, ...metadata } as NonNullable<EventDraft["metadata"]>,
  };
}
