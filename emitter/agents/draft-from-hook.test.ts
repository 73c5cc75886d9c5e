import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import {
  eventTypeCharactersMax,
  metadataBytesMax,
  metadataDepthMax,
  textCharactersMax,
} from "@/lib/contract/event-form";
import { hookFixtures } from "@/lib/server/ingest/doors/fixtures/hook-fixtures";
import { draftOfHook } from "@/lib/server/ingest/doors/hook-draft";
import { judgeDraft } from "@/lib/server/ingest/judge-draft";
import { draftFromHook } from "./draft-from-hook";
import { type HookAgent, hookAgents } from "./hook-agents";
import { hookPayloadOf } from "./hook-payload";
import * as limits from "./limits";

// The hook command sends what a door would have made itself. Whatever the payload is, ingest must take it as it is, and make
// the same event of it.

const apiKey = "sl_12345678";

function byDoor(agent: HookAgent, payload: JsonValue) {
  const body = Buffer.from(JSON.stringify(payload));
  const { draft, isNamed } = draftOfHook(hookPayloadOf(payload), { agent, body, apiKey });
  return { ...draft, event_id: isNamed ? draft.event_id : "any", metadata: JSON.parse(draft.metadata) };
}

function byIngest(agent: HookAgent, payload: JsonValue) {
  const draft = draftFromHook(agent, payload);
  const verdict = judgeDraft(draft, { apiKey, defaultSource: null, strict: false });
  if (!verdict.ok) throw new Error(JSON.stringify(verdict.errors));
  return { ...verdict.draft, event_id: draft.event_id ?? "any", metadata: JSON.parse(verdict.draft.metadata) };
}

const session = readFileSync("prisma/scenarios/claude-code-session.jsonl", "utf8").trim().split("\n");
const edit = { hook_event_name: "PostToolUse", session_id: "s", tool_use_id: "t", tool_name: "Edit" };

const payloads: [string, JsonValue[]][] = [
  ["every hook", Object.values(hookFixtures).flatMap((fixtures) => fixtures.map(({ payload }) => payload))],
  ["a whole session", session.map((line) => JSON.parse(line) as JsonObject)],
  ["no object", [null, 7, "text", [[]], [{ hook_event_name: "Stop" }]]],
  [
    "names of no known form",
    ["", "!", "ÄÖ", "MCPStart2Now", "x".repeat(300)].map((hook_event_name) => ({ hook_event_name })),
  ],
  ["odd identities", [{}, { session_id: 7 }, { agent_id: "a" }, { task_id: "1" }, { session_id: "s", cwd: "C:\\a\\" }]],
  [
    "times",
    [1_790_000_000_000, 1.5, "2026-11-21T09:00:00Z", "2026-02-30T00:00:00Z", "2026-11-21t09:00:60.5+23:59", "now"].map(
      (timestamp) => ({ ...edit, timestamp }),
    ),
  ],
  [
    "reserved names",
    [{ ...edit, extra: 1, title: "T", truncated: [], project: "p", trace_id: "t", parent_agent_id: "x" }],
  ],
  ["characters", [{ ...edit, "k\0": "a\0b", list: ["\ud800"], cwd: "/a/b\0" }]],
  ["long labels", [{ ...edit, session_id: "s".repeat(300), tool_name: "😀".repeat(201) }]],
  ["one long text", [{ ...edit, tool_input: { old_string: "é".repeat(100_000) } }]],
  ["several long texts", [{ ...edit, tool_input: Array.from({ length: 20 }, () => "😀".repeat(9_000)) }]],
  ["a long list", [{ ...edit, tool_response: Array.from({ length: 40_000 }, () => 1) }]],
  ["many fields", [Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`key_${n}`, "x".repeat(20)]))]],
];

test.each(payloads)("door and ingest make the same of %s", (_, all) => {
  for (const payload of all) {
    for (const agent of hookAgents) expect(byIngest(agent, payload)).toEqual(byDoor(agent, payload));
  }
});

test("whatever it is, ingest takes it", () => {
  const text = fc.string({ unit: "binary", maxLength: 30 });
  const name = fc.constantFrom("hook_event_name", "session_id", "cwd", "tool_name", "task_id", "timestamp", "agent_id");
  const payload = fc.dictionary(fc.oneof(name, text), fc.oneof(text, fc.jsonValue() as fc.Arbitrary<JsonValue>));
  fc.assert(
    fc.property(fc.constantFrom(...hookAgents), payload, (agent, given) => {
      expect(byIngest(agent, given)).toEqual(byDoor(agent, given));
    }),
  );
});

test("ids stay what they are from release to release", () => {
  const idOf = (payload: JsonObject) => draftFromHook("claude-code", payload).event_id;
  expect(idOf({ hook_event_name: "PreToolUse", session_id: "s1", tool_use_id: "toolu_1" })).toBe(
    "98c5eefa-39c3-5844-82e4-2028cdc23cfb",
  );
  expect(idOf({ hook_event_name: "UserPromptSubmit", session_id: "s1", prompt_id: "p1" })).toBe(
    "92e58f52-b1b4-5d6e-a4a1-4f0a5b3507c7",
  );
  expect(idOf({ hook_event_name: "TaskCompleted", session_id: "s1", task_id: "1" })).toBe(
    "14de0bae-1b8c-50a7-9f45-b5f4970ef50f",
  );
  expect(idOf({ hook_event_name: "MessageDisplay", session_id: "s1", message_id: "m", index: 2 })).toBe(
    "eac527c3-6a18-5836-ab45-b06d8d908043",
  );
});

test("the limits are the contract's", () => {
  expect({ ...limits }).toEqual({ metadataBytesMax, metadataDepthMax, textCharactersMax, eventTypeCharactersMax });
});
