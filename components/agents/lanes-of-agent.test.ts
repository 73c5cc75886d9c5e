import { expect, test } from "vitest";
import type { Session } from "@/lib/contract/session";
import type { Task } from "@/lib/contract/task";
import { lanesOfAgent } from "./lanes-of-agent";

const nowMs = Date.parse("2026-11-21T12:00:00Z");
const at = (clock: string) => `2026-11-21T${clock}:00.000000Z`;
const nothing = { sessions: [], tasks: [], actions: [], troubles: [] };

const task = (fields: Partial<Task>) =>
  ({
    task_id: "t",
    operation: "Berth 1",
    started_at: at("11:00"),
    ended_at: null,
    last_seen: at("11:59"),
    ...fields,
  }) as Task;
const session = (fields: Partial<Session>) =>
  ({
    session_id: "s",
    started_at: at("11:00"),
    ended_at: null,
    last_seen: at("11:59"),
    outcome: null,
    ...fields,
  }) as Session;
const spanOf = (runs: Partial<Parameters<typeof lanesOfAgent>[0]>) => {
  const [span] = lanesOfAgent({ ...nothing, ...runs }, nowMs)[0]?.spans ?? [];
  return span && [span.state, span.end === null ? "on" : new Date(span.end).toISOString().slice(11, 16), span.outcome];
};

test("lanes without anything are left out", () => {
  expect(lanesOfAgent(nothing, nowMs)).toEqual([]);
  expect(lanesOfAgent({ ...nothing, tasks: [task({ started_at: null })] }, nowMs)).toEqual([]);
});

test.each<[string, Partial<Task>, unknown]>([
  ["under way", { state: "started" }, ["run", "on", null]],
  ["silent for long", { state: "started", last_seen: at("11:10") }, ["lost", "11:10", null]],
  ["completed", { state: "completed", ended_at: at("11:30") }, ["done", "11:30", null]],
  ["failed", { state: "failed", ended_at: at("11:30") }, ["failed", "11:30", "failure"]],
])("a task %s", (_, fields, expected) => {
  expect(spanOf({ tasks: [task(fields)] })).toEqual(expected);
});

test.each<[string, Partial<Session>, unknown]>([
  ["open", {}, ["run", "on", null]],
  ["open and silent", { last_seen: at("11:20") }, ["run", "11:20", null]],
  ["ended well", { ended_at: at("11:40"), outcome: "done" }, ["done", "11:40", null]],
  ["ended badly", { ended_at: at("11:40"), outcome: "failed" }, ["failed", "11:40", null]],
])("a session %s", (_, fields, expected) => {
  expect(spanOf({ sessions: [session(fields)] })).toEqual(expected);
});
