import type { EventDraft } from "@/emitter";
import { feature } from "./feature-episode";
import { by, type Episode, type Moment, spending, usage } from "./moment";
import * as cast from "./team-cast";

/** A coder works on a task: permissions, spending, and an end that is now and then a failure. */
const codingTask: Episode = ({ random, startMs, budgets }) => {
  const member = random.pick(cast.coders);
  const title = random.pick(cast.codingWork);
  const durationMs = random.between(3_000, 14_000);
  const project = random.pick(cast.projects);
  const ids = { session_id: `${member.id}-${random.hex(6)}`, task_id: `task-${random.hex(8)}`, project };
  const traced = { ...by(member), ...ids, trace_id: random.hex(32) };
  const failed = random.fraction() < 0.2;
  const operation = member.role === "reader" ? "write_file" : random.pick(["read_file", "run_tests", "edit_file"]);
  const moments: Moment[] = [
    { atMs: 0, draft: { ...traced, event_type: "session_created", source: "session-buddy", metadata: { title } } },
    {
      atMs: 200,
      draft: { ...traced, source: cast.planner.source, event_type: "task_assigned", metadata: { title } },
    },
    { atMs: 500, draft: { ...traced, event_type: "task_started", operation: title, metadata: { title } } },
    { atMs: durationMs * 0.4, draft: { ...traced, ...decision(member, operation) } },
    { atMs: durationMs * 0.8, draft: { ...traced, ...spending(member, random, budgets) } },
    {
      atMs: 500 + durationMs,
      draft: {
        ...traced,
        ...ending(title, { durationMs, error: failed ? random.pick(cast.codingTrouble) : null, used: usage(random) }),
      },
    },
    {
      atMs: 1_300 + durationMs,
      draft: { ...traced, event_type: "session.ended", source: "session-buddy" },
    },
  ];
  if (random.fraction() < 0.5) {
    const metadata = { title, entities: random.between(8, 60) };
    moments.push({
      atMs: 900 + durationMs,
      draft: { ...traced, event_type: "memory_checkpoint", source: "session-buddy", metadata },
    });
  }
  return moments.map(({ atMs, draft }) => ({ atMs: startMs + atMs, draft }));
};

/** Somebody waits for a person, who answers after a while. */
const permission: Episode = ({ random, startMs }) => {
  const member = random.pick([...cast.coders, cast.releaseBot] as [cast.Member, ...cast.Member[]]);
  const base = { ...by(member), operation: random.pick(cast.commands), correlation_id: `ask-${random.hex(8)}` };
  const granted = random.fraction() < 0.75;
  const answer: EventDraft = granted
    ? { ...base, event_type: "permission.approved", status: "success", metadata: { approved_by: "ana" } }
    : { ...base, event_type: "permission.denied", status: "denied", metadata: { reason: "not during the freeze" } };
  return [
    { atMs: startMs, draft: { ...base, event_type: "permission.requested", metadata: { reason: "origin main" } } },
    { atMs: startMs + random.between(2_000, 9_000), draft: answer },
  ];
};

/** The tester spawns, runs a suite, finds what it finds. */
const testRun: Episode = ({ random, startMs }) => {
  const suite = random.pick(cast.suites);
  const total = random.between(120, 640);
  const failed = random.fraction() < 0.3 ? random.between(1, 6) : 0;
  const durationMs = random.between(4_000, 11_000);
  const base = { ...by(cast.tester), operation: suite, trace_id: random.hex(32), project: random.pick(cast.projects) };
  const result = { suite, total, failed, passed: total - failed, duration_ms: durationMs };
  const score = { score: random.between(78, 97), previous: random.between(76, 95), suite };
  const moments: Moment[] = [
    {
      atMs: 0,
      draft: { ...base, event_type: "agent_spawned", metadata: { role: "tester", parent_agent_id: "planner" } },
    },
    { atMs: 300, draft: { ...base, event_type: "quality_check_started", metadata: { suite } } },
    {
      atMs: durationMs,
      draft: { ...base, event_type: "test_completed", status: failed > 0 ? "failure" : "success", metadata: result },
    },
    {
      atMs: durationMs + 400,
      draft: { ...base, event_type: "coverage_calculated", metadata: { suite, percent: random.between(71, 94) } },
    },
    { atMs: durationMs + 700, draft: { ...base, event_type: "quality_score_updated", metadata: score } },
  ];
  if (failed > 0) {
    const metadata = { suite, reason: `${failed} of ${total} failed`, file: "src/refund/rounding.ts" };
    moments.push({ atMs: durationMs + 200, draft: { ...base, event_type: "quality_issue_found", metadata } });
  }
  return moments.map(({ atMs, draft }) => ({ atMs: startMs + atMs, draft }));
};

/** A nightly workflow with a canary and a release, or its failure. */
const release: Episode = ({ random, startMs, budgets }) => {
  const workflow = random.pick(["nightly-refunds", "weekly-release", "price-sync"]);
  const ids = { correlation_id: `run-${random.hex(8)}`, trace_id: random.hex(32), operation: workflow };
  const durationMs = random.between(6_000, 15_000);
  const failed = random.fraction() < 0.25;
  const bot = { ...by(cast.releaseBot), ...ids };
  const end: EventDraft = failed
    ? {
        ...ids,
        event_type: "workflow_failed",
        source: "mahavishnu",
        status: "failure",
        metadata: { workflow, error: "step 4 of 6: price list is empty" },
      }
    : {
        ...ids,
        event_type: "workflow_completed",
        source: "mahavishnu",
        status: "success",
        metadata: { workflow, duration_ms: durationMs },
      };
  return [
    { atMs: startMs, draft: { ...ids, event_type: "workflow_started", source: "mahavishnu", metadata: { workflow } } },
    { atMs: startMs + 800, draft: { ...bot, ...spending(cast.releaseBot, random, budgets) } },
    {
      atMs: startMs + durationMs / 2,
      draft: {
        ...bot,
        event_type: "canary.promoted",
        metadata: { share: "25%", version: `2.${random.between(3, 40)}.0` },
      },
    },
    { atMs: startMs + durationMs, draft: end },
  ];
};

/** A guide is written, reviewed and merged. */
const pullRequest: Episode = ({ random, startMs, budgets }) => {
  const metadata = { title: random.pick(cast.guides), number: random.between(400, 990) };
  const ids = { correlation_id: `pr-${metadata.number}`, project: "handbook" };
  return [
    { atMs: startMs, draft: { ...by(cast.docsWriter), ...ids, event_type: "artifact.github_pr_opened", metadata } },
    {
      atMs: startMs + 900,
      draft: {
        ...by(cast.docsWriter),
        ...ids,
        event_type: "agent.code_review_requested",
        metadata: { ...metadata, reviewer: "reviewer-1" },
      },
    },
    {
      atMs: startMs + 4_000,
      draft: { ...by(cast.reviewer), ...ids, ...decision(cast.reviewer, "approve_pull_request") },
    },
    { atMs: startMs + 4_400, draft: { ...by(cast.reviewer), ...ids, ...spending(cast.reviewer, random, budgets) } },
    {
      atMs: startMs + 7_000,
      draft: { ...by(cast.reviewer), ...ids, event_type: "artifact.github_pr_merged", metadata },
    },
  ];
};

/** The machinery speaks: a relay, an election, adapters, an insight. */
const machinery: Episode = ({ random, startMs }) => {
  const relay = random.pick(["relay eu-1", "relay us-2"]);
  const rate = `denials of coder-4 at ${random.between(3, 9)} times its usual rate`;
  return [
    {
      atMs: startMs,
      draft: {
        event_type: "relay.down",
        source: "mahavishnu",
        operation: relay,
        metadata: { reason: "no heartbeat for 10 s" },
      },
    },
    {
      atMs: startMs + 400,
      draft: {
        event_type: "election_triggered",
        source: "mahavishnu",
        operation: "pool-a",
        metadata: { reason: `${relay} went away` },
      },
    },
    {
      atMs: startMs + 1_500,
      draft: {
        ...by(cast.planner),
        event_type: "leader_elected",
        operation: "pool-a",
        metadata: { pool: "pool-a", votes: 3, voters: 3 },
      },
    },
    {
      atMs: startMs + 2_600,
      draft: { event_type: "relay.up", source: "mahavishnu", operation: relay, metadata: { downtime_ms: 2_600 } },
    },
    {
      atMs: startMs + 3_000,
      draft: {
        event_type: "adapter_resolved",
        source: "oneiric",
        operation: "cache",
        metadata: { adapter: "redis", version: "7" },
      },
    },
    { atMs: startMs + 5_000, draft: { event_type: "anomaly_detected", source: "akosha", metadata: { title: rate } } },
  ];
};

export const episodes: readonly [Episode, ...Episode[]] = [
  codingTask,
  codingTask,
  feature,
  permission,
  testRun,
  release,
  pullRequest,
  machinery,
];

function decision(member: cast.Member, operation: string): EventDraft {
  if (member.role !== "reader")
    return { event_type: "operation_allowed", operation, status: "success", metadata: { role: member.role } };
  return {
    event_type: "operation_denied",
    operation,
    status: "denied",
    metadata: { reason: "role reader", role: member.role },
  };
}

type Ending = { durationMs: number; error: string | null; used: ReturnType<typeof usage> };

function ending(title: string, { durationMs, error, used }: Ending): EventDraft {
  const metadata = { title, duration_ms: durationMs, ...used };
  if (error === null) return { event_type: "task_completed", operation: title, status: "success", metadata };
  return { event_type: "task_failed", operation: title, status: "failure", metadata: { ...metadata, error } };
}
