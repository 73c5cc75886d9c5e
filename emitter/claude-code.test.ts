import { expect, test } from "vitest";
import { draftFromClaudeCodeHook, type EventDraft } from "./index";

const common = { session_id: "s1", transcript_path: "/home/dev/t.jsonl", cwd: "/home/dev/checkout" };
const tool = { tool_name: "Bash", tool_input: { command: "ls" }, tool_use_id: "toolu_1" };
const main = { agent_id: "s1", agent_name: "checkout", agent_role: "main", session_id: "s1", source: "claude-code" };
const uuid5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

type Row = { hook: string; fields?: Record<string, unknown>; becomes: Partial<EventDraft>; named?: true };
const rows: Row[] = [
  { hook: "SessionStart", fields: { source: "startup" }, becomes: { event_type: "session.started" } },
  { hook: "Setup", fields: { trigger: "init" }, becomes: { event_type: "custom.setup" } },
  {
    hook: "InstructionsLoaded",
    fields: { file_path: "CLAUDE.md" },
    becomes: { event_type: "custom.instructions_loaded" },
  },
  {
    hook: "UserPromptSubmit",
    fields: { prompt: "Fix it", prompt_id: "p1" },
    becomes: { event_type: "turn.started" },
    named: true,
  },
  {
    hook: "UserPromptExpansion",
    fields: { command_name: "review" },
    becomes: { event_type: "custom.user_prompt_expansion" },
  },
  {
    hook: "MessageDisplay",
    fields: { message_id: "m1", index: 0 },
    becomes: { event_type: "custom.message_display" },
    named: true,
  },
  { hook: "PreToolUse", fields: tool, becomes: { event_type: "tool.started", operation: "Bash" }, named: true },
  {
    hook: "PermissionRequest",
    fields: { tool_name: "Bash" },
    becomes: { event_type: "permission.requested", operation: "Bash" },
  },
  {
    hook: "PermissionDenied",
    fields: { ...tool, reason: "production" },
    becomes: { event_type: "operation.denied", operation: "Bash", status: "denied" },
    named: true,
  },
  {
    hook: "PostToolUse",
    fields: { ...tool, duration_ms: 5 },
    becomes: { event_type: "tool.completed", operation: "Bash", status: "success" },
    named: true,
  },
  {
    hook: "PostToolUseFailure",
    fields: { ...tool, error: "exit 1" },
    becomes: { event_type: "tool.failed", operation: "Bash", status: "failure" },
    named: true,
  },
  { hook: "PostToolBatch", fields: { tool_calls: [tool] }, becomes: { event_type: "custom.post_tool_batch" } },
  {
    hook: "Notification",
    fields: { notification_type: "permission_prompt" },
    becomes: { event_type: "permission.requested" },
  },
  { hook: "Notification", fields: { notification_type: "idle_prompt" }, becomes: { event_type: "agent.notified" } },
  {
    hook: "TaskCreated",
    fields: { task_id: "1", task_subject: "Find it" },
    becomes: { event_type: "task.created", task_id: "s1/1" },
    named: true,
  },
  {
    hook: "TaskCompleted",
    fields: { task_id: "1", task_subject: "Find it" },
    becomes: { event_type: "task.completed", task_id: "s1/1", status: "success" },
    named: true,
  },
  { hook: "Stop", fields: { last_assistant_message: "Done." }, becomes: { event_type: "turn.completed" } },
  { hook: "StopFailure", fields: { error: "rate_limit" }, becomes: { event_type: "turn.failed", status: "failure" } },
  { hook: "TeammateIdle", fields: { teammate_name: "ana" }, becomes: { event_type: "custom.teammate_idle" } },
  { hook: "ConfigChange", fields: { source: "skills" }, becomes: { event_type: "config.changed" } },
  { hook: "CwdChanged", fields: { new_cwd: "/tmp" }, becomes: { event_type: "custom.cwd_changed" } },
  { hook: "DirectoryAdded", fields: { directory: "/tmp" }, becomes: { event_type: "custom.directory_added" } },
  { hook: "FileChanged", fields: { file_path: ".env" }, becomes: { event_type: "file.changed" } },
  { hook: "WorktreeCreate", fields: { name: "w1" }, becomes: { event_type: "custom.worktree_create" } },
  { hook: "WorktreeRemove", fields: { worktree_path: "/tmp/w1" }, becomes: { event_type: "custom.worktree_remove" } },
  { hook: "PreCompact", fields: { trigger: "auto" }, becomes: { event_type: "session.compacted" } },
  { hook: "PostCompact", fields: { trigger: "auto" }, becomes: { event_type: "session.compacted" } },
  { hook: "SessionEnd", fields: { reason: "logout" }, becomes: { event_type: "session.ended" } },
  { hook: "Elicitation", fields: { mcp_server_name: "jira" }, becomes: { event_type: "custom.elicitation" } },
  { hook: "ElicitationResult", fields: { action: "accept" }, becomes: { event_type: "custom.elicitation_result" } },
];

test.each(rows)("$hook becomes $becomes.event_type", ({ hook, fields, becomes, named }) => {
  const payload = { ...common, hook_event_name: hook, ...fields };
  const draft = draftFromClaudeCodeHook(payload);
  expect(draft).toMatchObject({ ...main, ...becomes });
  const { task_id: _, ...useful } = { task_id: null, ...fields };
  expect(draft?.metadata).toMatchObject(useful);
  if (named) expect(draft?.event_id).toMatch(uuid5);
  else expect(draft?.event_id).toBeUndefined();
  expect(draftFromClaudeCodeHook(payload)).toEqual(draft);
});

test.each(["SubagentStart", "SubagentStop", "PreToolUse"])("%s of a subagent names it and its parent", (hook) => {
  const draft = draftFromClaudeCodeHook({ ...common, hook_event_name: hook, agent_id: "a7", agent_type: "Explore" });
  expect(draft).toMatchObject({ agent_id: "s1/a7", agent_name: "Explore", agent_role: "subagent", session_id: "s1" });
  expect(draft?.metadata?.parent_agent_id).toBe("s1");
});

test("the two hooks of one action are two events", () => {
  const ids = ["PreToolUse", "PostToolUse"].map(
    (hook) => draftFromClaudeCodeHook({ ...common, ...tool, hook_event_name: hook })?.event_id,
  );
  expect(new Set(ids).size).toBe(2);
});

test("a folder's name is understood on Windows too", () => {
  const draft = draftFromClaudeCodeHook({ ...common, cwd: "C:\\work\\storefront\\", hook_event_name: "Stop" });
  expect(draft?.agent_name).toBe("storefront");
});

test.each([null, undefined, 7, "text", [[]]])("%j is no payload", (payload) => {
  expect(draftFromClaudeCodeHook(payload)).toBeNull();
});

test("a huge text is cut to what metadata may hold, and the cut says its size and hash", () => {
  const content = "é".repeat(100_000);
  const draft = draftFromClaudeCodeHook({ ...common, ...tool, hook_event_name: "PreToolUse", tool_input: { content } });
  expect(Buffer.byteLength(JSON.stringify(draft?.metadata))).toBeLessThanOrEqual(65_536);
  expect(draft?.metadata?.truncated).toEqual([
    {
      path: "metadata.tool_input.content",
      reason: "size",
      bytes: 200_000,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  ]);
});

test("thousands of values never make metadata too large", () => {
  const many = Object.fromEntries(Array.from({ length: 9_000 }, (_, n) => [`key_${n}`, "x".repeat(20)]));
  for (const payload of [
    { ...common, ...many },
    { ...common, tool_input: many },
  ]) {
    const draft = draftFromClaudeCodeHook(payload);
    expect(Buffer.byteLength(JSON.stringify(draft?.metadata))).toBeLessThanOrEqual(65_536);
    expect(draft?.metadata?.truncated).toHaveLength(1);
  }
});

test("what PostgreSQL can't keep becomes U+FFFD and is listed", () => {
  const draft = draftFromClaudeCodeHook({ ...common, hook_event_name: "Stop", last_assistant_message: "a\0b\ud800" });
  expect(draft?.metadata?.last_assistant_message).toBe("a\uFFFDb\uFFFD");
  expect(draft?.metadata?.truncated).toMatchObject([{ path: "metadata.last_assistant_message", reason: "characters" }]);
});
