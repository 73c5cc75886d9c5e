import { expect, test } from "vitest";
import { catalogueEntries } from "@/lib/contract/catalogue";
import { judgeDraft } from "@/lib/server/ingest/judge-draft";
import {
  createEmitter,
  createHook,
  type EventDraft,
  onBudgetUpdated,
  onRbacDecision,
  onTaskCompleted,
  onTaskFailed,
  withCorrelation,
} from "../index";
import { startRecordingServer } from "../recording-server";
import { catalogue } from "./catalogue";
import { everyHelper } from "./every-helper.test-d";

const drafts: EventDraft[] = [];
const emitter = { emit: (draft: EventDraft) => drafts.push(draft) };
const told = () => drafts.splice(0);

test("the emitter's catalogue is the server's", () => {
  const ours = Object.entries(catalogue).flatMap(([source, types]) =>
    Object.entries(types).map(([type, entry]) => ({ type, source, ...entry })),
  );
  const theirs = catalogueEntries.map(({ meaning: _, category: __, ...entry }) => entry);
  const byType = (a: { type: string }, b: { type: string }) => (a.type < b.type ? -1 : 1);
  expect(ours.sort(byType)).toEqual([...theirs].sort(byType));
});

const helpers = everyHelper(emitter);
test.each(catalogueEntries)("$type has a helper, which says what the catalogue says and is taken", (entry) => {
  helpers[entry.type as keyof typeof helpers]();
  const [draft, ...others] = told();
  expect(others).toEqual([]);
  expect(draft).toMatchObject({ event_type: entry.type, severity: entry.severity });
  const isSystem = entry.source !== "visibility-pipeline" && entry.source !== "doors";
  expect(draft?.source).toBe(isSystem ? entry.source : entry.source === "doors" ? "my-agent" : undefined);
  const verdict = judgeDraft(JSON.parse(JSON.stringify(draft)), { apiKey: "k", defaultSource: null, strict: true });
  expect(verdict).toMatchObject({ ok: true, draft: { category: entry.category } });
});

test("a hook's context is in each of its events, and what is given with an event wins", () => {
  const metadata = { repository: "shop", branch: "main" };
  const hook = createHook("mahavishnu", { emitter, agent_id: "a", session_id: "s", metadata });
  hook.emitWorkflowStarted();
  hook.emitWorkflowFailed({ agent_id: "b", session_id: undefined, severity: "critical", metadata: { branch: "fix" } });
  expect(told()).toEqual([
    {
      event_type: "workflow_started",
      source: "mahavishnu",
      severity: "info",
      agent_id: "a",
      session_id: "s",
      metadata,
    },
    {
      event_type: "workflow_failed",
      source: "mahavishnu",
      severity: "critical",
      agent_id: "b",
      session_id: "s",
      metadata: { repository: "shop", branch: "fix" },
    },
  ]);
  expect(metadata).toEqual({ repository: "shop", branch: "main" });
});

test("a hook may be another's than the catalogue says", () => {
  createHook("oneiric", { emitter, source: "my-oneiric" }).emitCacheHit();
  createHook("oneiric", { emitter, source: undefined }).emitCacheHit();
  expect(told()).toMatchObject([{ source: "my-oneiric" }, { source: "oneiric" }]);
});

test("many events go in one call, in order", () => {
  const hook = createHook("coordination", { emitter, session_id: "s" });
  hook.emitMany([{ event_type: "election_triggered" }, { event_type: "agent_created", agent_id: "a" }]);
  expect(told()).toEqual([
    { event_type: "election_triggered", source: "coordination", severity: "info", session_id: "s" },
    { event_type: "agent_created", source: "coordination", severity: "info", session_id: "s", agent_id: "a" },
  ]);
});

test("outcomes are told as readers know them", () => {
  onRbacDecision(emitter, { agent_id: "a", operation: "deploy", allowed: true });
  onRbacDecision(emitter, {
    agent_id: "a",
    operation: "deploy",
    allowed: false,
    reason: "freeze",
    metadata: { by: "x" },
  });
  onRbacDecision(emitter, { agent_id: "a", operation: "deploy", allowed: "no" as never });
  onBudgetUpdated(emitter, { agent_id: "a", remaining: 90, limit: 100, delta: -10, unit: "usd" });
  onTaskCompleted(emitter, { agent_id: "a", task_id: "t", duration_ms: 5 });
  onTaskFailed(emitter, { agent_id: "a", error: new TypeError("no such file") });
  const agent = { agent_id: "a" };
  const check = { ...agent, operation: "deploy" };
  expect(told()).toEqual([
    { ...check, event_type: "operation_allowed", severity: "info", status: "success" },
    {
      ...check,
      event_type: "operation_denied",
      severity: "warning",
      status: "denied",
      metadata: { by: "x", reason: "freeze" },
    },
    { ...check, event_type: "operation_denied", severity: "warning", status: "denied" },
    {
      ...agent,
      event_type: "budget_updated",
      severity: "info",
      metadata: { remaining: 90, limit: 100, delta: -10, unit: "usd" },
    },
    {
      ...agent,
      task_id: "t",
      event_type: "task_completed",
      severity: "info",
      status: "success",
      metadata: { duration_ms: 5 },
    },
    {
      ...agent,
      event_type: "task_failed",
      severity: "error",
      status: "failure",
      metadata: { error: "no such file", error_name: "TypeError" },
    },
  ]);
});

test("helpers emit in the correlation around them, under the emitter's source", async () => {
  const server = await startRecordingServer(() => ({ status: 200 }));
  const real = createEmitter({ url: server.url, apiKey: "k", source: "my-agent" });
  withCorrelation("c", () => {
    onTaskCompleted(real, { agent_id: "a" });
    createHook("akosha", { emitter: real }).emitPatternDetected();
  });
  await real.close();
  server.close();
  expect(server.batches.flat()).toMatchObject([
    { event_type: "task_completed", source: "my-agent", correlation_id: "c" },
    { event_type: "pattern_detected", source: "akosha", correlation_id: "c" },
  ]);
});

test("nothing that a program gives them comes back as an exception; the emitter counts it as refused", () => {
  const trap = Object.defineProperty({}, "agent_id", { get: hostile, enumerable: true });
  const real = createEmitter({ url: "http://127.0.0.1:9", apiKey: "k" });
  const hook = createHook("akosha", { emitter: real });
  onTaskFailed(real, trap as never);
  onRbacDecision(real, null as never);
  hook.emitInsightGenerated(trap as never);
  hook.emitMany([null as never]);
  createHook("akosha", Object.assign(trap, { emitter: real }) as never).emitPatternDetected();
  expect(real.stats()).toMatchObject({ emitted: 5, queued: 1, dropped: { refused: 4 } });
  onTaskFailed(undefined as never, { agent_id: "a" });
  onTaskFailed({ emit: hostile }, { agent_id: "a", error: trap });
  createHook("akosha", undefined as never).emitPatternDetected();
});

test.each(["visibility-pipeline", "nobody", "toString"])("there is no hook for %s", (system) => {
  expect(() => createHook(system as never, { emitter })).toThrow(TypeError);
});

function hostile(): never {
  throw new Error("hostile");
}
