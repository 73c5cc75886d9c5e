import { describe, expect, test } from "vitest";
import { catalogueEntries, categoryOf } from "../contract/catalogue";
import type { AgentEvent, JsonObject } from "../contract/event";
import { noteEvent } from "./note-event";
import { formatSentence, sentenceOf } from "./sentence";

const event = (eventType: string, metadata: JsonObject = {}, rest: Partial<AgentEvent> = {}) =>
  noteEvent(1, "2026-11-17T14:06:12.482000Z", {
    event_type: eventType,
    agent_id: "coder-4",
    source: "test",
    category: categoryOf(eventType),
    metadata,
    ...rest,
  });

const told = (...given: Parameters<typeof event>) => formatSentence(sentenceOf(event(...given)));

test.each(catalogueEntries.map((entry) => entry.type))("%s has words of its own, even without metadata", (type) => {
  const sentence = formatSentence(sentenceOf(event(type)));
  expect(sentence).not.toContain("reported");
  expect(sentence).not.toMatch(/null|undefined|\s$|\s{2}/);
  // What a verb waits for is told, or the verb doesn't wait for it.
  expect(sentence).not.toMatch(/ (at|to|for|of|(?<!an? )(workflow|adapter|pull request)|(?<!something )in its cache)$/);
});

test("a type is told alike in either spelling", () => {
  expect(told("task.completed", { title: "Lint" })).toBe(told("task_completed", { title: "Lint" }));
});

describe("the examples of the look are told in its words", () => {
  test.each<[string, Parameters<typeof event>]>([
    [
      "planner spawned tester-2 · role tester",
      ["agent_spawned", { spawned_by: "planner" }, { agent_id: "tester-2", agent_role: "tester" }],
    ],
    ["coder-4 completed Trace refund rounding", ["task_completed", { title: "Trace refund rounding" }]],
    [
      "coder-4 failed Load price list · lock timeout after 30 s on orders",
      ["task_failed", { title: "Load price list", error: "lock timeout after 30 s on orders" }],
    ],
    [
      "coder-4 was denied write_file · role reader",
      ["operation_denied", {}, { operation: "write_file", agent_role: "reader" }],
    ],
    [
      "coder-4 asked for permission to run git push · origin main",
      ["permission.requested", { target: "origin main" }, { operation: "git push" }],
    ],
    [
      "coder-4 spent 1,240 tokens, 8% left · 16,100 of 200,000",
      ["budget_updated", { deducted: 1240, remaining: 16_100, limit: 200_000, unit: "tokens" }],
    ],
    ["coder-4 checkpointed session memory · 38 entities", ["memory_checkpoint", { entity_count: 38 }]],
    [
      "mahavishnu started workflow nightly-refunds",
      ["workflow_started", { workflow: "nightly-refunds" }, { agent_id: null, source: "mahavishnu" }],
    ],
    [
      "coder-4 finished tests, 3 of 412 failed · checkout suite",
      ["test_completed", { failed: 3, total: 412, suite: "checkout suite" }],
    ],
    [
      "coder-4 opened pull request #418 Refund guide",
      ["artifact.github_pr_opened", { number: 418, title: "Refund guide" }],
    ],
    [
      "coder-4 was elected leader of pool-a · 3 of 3 votes",
      ["leader_elected", { pool: "pool-a", votes: 3, voters: 3 }],
    ],
    ["relay eu-1 came up", ["relay.up", { relay: "eu-1" }, { agent_id: null }]],
    ["relay us-2 went down", ["relay.down", {}, { agent_id: null, operation: "relay us-2" }]],
    [
      "Ana Duarte let coder-4 run git push · origin canary",
      ["permission.approved", { approved_by: "Ana Duarte", target: "origin canary" }, { operation: "git push" }],
    ],
    ["coder-4 reported canary.promoted · 10% to 50%", ["canary.promoted", { note: { a: 1 }, change: "10% to 50%" }]],
  ])("%s", (expected, given) => {
    expect(told(...given)).toBe(expected);
  });
});

describe("a Claude Code payload is told by what the tool was used on", () => {
  test.each<[string, string, JsonObject]>([
    [
      "coder-4 began to run rg -i 445 . · Search for 445",
      "tool.started",
      { tool_name: "Bash", tool_input: { command: "rg -i\n 445 .", description: "Search for 445" } },
    ],
    [
      "coder-4 read version.py",
      "tool.completed",
      { tool_name: "Read", tool_input: { file_path: "/srv/quantstats/version.py" } },
    ],
    [
      "coder-4 failed to edit CHANGELOG.md · String not found",
      "tool.failed",
      { tool_name: "Edit", tool_input: { file_path: "/srv/CHANGELOG.md" }, error: "String not found" },
    ],
    [
      "coder-4 searched for np\\.product · src",
      "tool.completed",
      { tool_name: "Grep", tool_input: { pattern: "np\\.product", path: "src" } },
    ],
    ["coder-4 used create_issue · github", "tool.completed", { tool_name: "mcp__github__create_issue" }],
    ["coder-4 used TodoWrite", "tool.completed", { tool_name: "TodoWrite", tool_input: { todos: [] } }],
    ["coder-4 was asked please fix issue 445", "turn.started", { prompt: "please fix\nissue 445" }],
    [
      "coder-4 asked for permission to run Edit · refund.ts",
      "permission.requested",
      { tool_name: "Edit", tool_input: { file_path: "/srv/src/refund.ts" } },
    ],
    [
      "coder-4 was denied write_file · role reader may not write",
      "operation_denied",
      { tool_name: "write_file", path: "migrations/0042.sql", reason: "role reader may not write" },
    ],
    [
      "coder-4 asked for permission to run git push origin main",
      "permission.requested",
      { tool_name: "Bash", tool_input: { command: "git push origin main" } },
    ],
  ])("%s", (expected, type, metadata) => {
    expect(told(type, metadata)).toBe(expected);
  });
});

test("a budget is read in either spelling, spent or topped up", () => {
  expect(told("budget_updated", { budgetRemaining: 50, budgetLimit: 200, delta: -10 })).toBe(
    "coder-4 spent 10 tokens, 25% left · 50 of 200",
  );
  expect(told("budget_updated", { delta: 500, unit: "USD" })).toBe("coder-4 got 500 USD");
});

test("the agent's own name can be left out, another actor's is marked as another's", () => {
  const own = sentenceOf(event("task_started", { title: "Lint" }));
  expect(own.whoIsAgent).toBe(true);
  expect(formatSentence(own, { who: false })).toBe("started Lint");
  const anas = sentenceOf(event("permission.approved", { approved_by: "Ana" }, { operation: "git push" }));
  expect(anas.whoIsAgent).toBe(false);
  expect(formatSentence(anas, { who: false })).toBe("Ana let coder-4 run git push");
});

test("failures and denials, and only they, take a tone", () => {
  const tones = (type: string) =>
    sentenceOf(event(type)).parts.flatMap((part) => (part.kind === "verb" && part.tone !== "plain" ? [part.tone] : []));
  expect(tones("task_failed")).toEqual(["bad"]);
  expect(tones("operation_denied")).toEqual(["no"]);
  expect(tones("task_completed")).toEqual([]);
});

test("keys that every object has are no metadata", () => {
  expect(told("constructor")).toBe("coder-4 reported constructor");
  expect(told("tool.completed", { tool_name: "constructor" })).toBe("coder-4 used constructor");
});

test("a notice that names the tool says once what was asked", () => {
  expect(told("permission.requested", { message: "Claude needs your permission to use Bash" })).toBe(
    "coder-4 asked for permission to use Bash",
  );
});
