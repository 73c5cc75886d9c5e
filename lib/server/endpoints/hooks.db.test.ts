import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { draftFromHook } from "@/emitter";
import { hookAgents } from "@/emitter/agents/hook-agents";
import type { AgentEvent, JsonObject, JsonValue } from "@/lib/contract/event";
import { isStorable } from "@/lib/contract/event-form";
import type { CreatedKey } from "@/lib/contract/keys";
import type { Problem } from "@/lib/contract/problem";
import type { EventPage } from "@/lib/contract/query";
import { pool } from "../db/pool";
import { hookFixtures } from "../ingest/doors/fixtures/hook-fixtures";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { eventsEndpoint } from "./events";
import { hookEndpoint } from "./hooks";
import { ingestEndpoint } from "./ingest";
import { keysEndpoint } from "./keys";

withTestDatabase();

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createTestWorkspace();
});

type Sending = { agent?: string; key?: string | null; headers?: Record<string, string>; target?: string };

const post = (body: unknown, { agent = "claude-code", key = workspace.key, ...more }: Sending = {}) =>
  call(hookEndpoint, { method: "POST", key, body, params: { agent }, ...more });

/** Delivers a payload; whatever it is, a door takes it and answers nothing at all. */
async function deliver(body: unknown, sending: Sending = {}): Promise<void> {
  const answer = await post(body, sending);
  expect({ status: answer.status, body: answer.body }).toEqual({ status: 204, body: null });
  expect(answer.headers).not.toHaveProperty("content-type");
}

async function stored(): Promise<AgentEvent[]> {
  const page = await call(eventsEndpoint, { key: workspace.key, target: "/?order=asc&limit=1000" });
  return jsonOf<EventPage>(page).events;
}

/** Makes all stored events so old; negative: as though they came from the future, so that a slow machine changes nothing. */
async function age(seconds: number): Promise<void> {
  await pool("query").query(
    "UPDATE events SET received_at = clock_timestamp() - $2 * INTERVAL '1 s' WHERE workspace_id = $1",
    [workspace.id, seconds],
  );
}

const saidByFields = new Set(["session_id", "agent_id", "task_id", "title"]);
const uuid5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5/;

describe.each(hookAgents)("the door for %s", (agent) => {
  const named = hookFixtures[agent].map((fixture, i) => ({
    ...fixture,
    name: `${i + 1} ${fixture.payload.hook_event_name ?? Object.keys(fixture.payload).at(-1)} ${fixture.becomes.event_type}`,
  }));
  test.each(named)("$name", async ({ payload, becomes, isNamed, adds }) => {
    await deliver(payload, { agent });
    const [event] = await stored();
    expect(event).toMatchObject({ cursor: 1, source: agent, project: null, ...becomes });
    expect(event?.api_key).toMatch(/^sl_/);
    const raw = Object.entries(payload).filter(([key]) => !saidByFields.has(key));
    expect(event?.metadata).toEqual({ ...Object.fromEntries(raw), ...adds });
    if (becomes.timestamp === undefined) expect(event?.timestamp).toBe(event?.received_at);
    if (isNamed) expect(event?.event_id).toMatch(uuid5);
    else expect(event?.event_id).not.toMatch(uuid5);
    await age(isNamed ? 86_400 : -60);
    await deliver(payload, { agent });
    expect(await stored()).toHaveLength(1);
  });
});

const stop = { hook_event_name: "Stop", session_id: "s-1", cwd: "/home/dev/checkout" };
const use = { ...stop, hook_event_name: "PreToolUse", tool_name: "Bash", tool_use_id: "toolu_1" };

describe("the same action", () => {
  test("is one event, whatever key, door or way it comes by", async () => {
    const other = jsonOf<CreatedKey>(
      await call(keysEndpoint, { method: "POST", key: workspace.key, body: { name: "other", scopes: ["ingest"] } }),
    );
    await Promise.all([
      deliver(use),
      deliver(use, { key: other.key }),
      deliver({ ...use, transcript_path: "/elsewhere" }),
      deliver(use, { agent: "codex" }),
      call(ingestEndpoint, { method: "POST", key: workspace.key, body: draftFromHook("claude-code", use) }),
    ]);
    expect(await stored()).toHaveLength(1);
    await deliver({ ...use, hook_event_name: "PostToolUse" });
    await deliver({ ...use, session_id: "s-2" });
    await deliver({ ...use, tool_use_id: "toolu_2" });
    expect(await stored()).toHaveLength(4);
  });

  test("is another one in another workspace", async () => {
    await deliver(use);
    const elsewhere = await createTestWorkspace();
    await deliver(use, { key: elsewhere.key });
    await deliver(stop);
    await deliver(stop, { key: elsewhere.key });
    expect(await stored()).toHaveLength(2);
    workspace = elsewhere;
    expect(await stored()).toHaveLength(2);
  });
});

describe("a payload that names nothing", () => {
  test("is a repeat where it equals the newest event of its session, byte by byte", async () => {
    await Promise.all(Array.from({ length: 10 }, () => deliver(stop)));
    expect(await stored()).toHaveLength(1);
    await age(-60);
    await deliver({ ...stop, session_id: "s-2" });
    await age(-60);
    await deliver(stop);
    await deliver(gzipSync(JSON.stringify(stop)), { headers: { "content-encoding": "gzip" } });
    expect(await stored()).toHaveLength(2);
    await deliver(JSON.stringify(stop, null, 1));
    expect(await stored()).toHaveLength(3);
  });

  test("is a second action after 2 s", async () => {
    await deliver(stop);
    await age(2);
    await deliver(stop);
    expect(await stored()).toHaveLength(2);
  });

  test("is a second action after anything else of its session, by whatever way that came", async () => {
    await deliver(stop);
    await deliver(use);
    await age(-60);
    await deliver(stop);
    const event = { event_type: "note", agent_id: "a", session_id: "s-1" };
    await call(ingestEndpoint, { method: "POST", key: workspace.key, body: event });
    await age(-60);
    await deliver(stop);
    expect((await stored()).map(({ event_type }) => event_type)).toEqual([
      "turn.completed",
      "tool.started",
      "turn.completed",
      "note",
      "turn.completed",
    ]);
  });

  test("is a repeat still where only a repeat came between", async () => {
    await deliver(use);
    await deliver(stop);
    await age(-60);
    await deliver(use);
    await deliver(stop);
    expect(await stored()).toHaveLength(2);
  });

  test("without a session is a repeat of the newest event", async () => {
    await deliver({ a: 1 });
    await age(-60);
    await deliver({ a: 1 });
    expect(await stored()).toHaveLength(1);
    await deliver({ a: 2 });
    await age(-60);
    await deliver({ a: 1 });
    await deliver(stop);
    await age(-60);
    await deliver({ a: 1 });
    expect(await stored()).toHaveLength(5);
  });

  test("is another thing at another door", async () => {
    await deliver(stop);
    await age(-60);
    await deliver(stop, { agent: "codex" });
    expect((await stored()).map(({ source }) => source)).toEqual(["claude-code", "codex"]);
  });
});

describe("a body", () => {
  test.each([
    ["application/json", {}],
    ["a form, as curl says", { "content-type": "application/x-www-form-urlencoded" }],
    ["text", { "content-type": "text/plain; charset=utf-8" }],
    ["a CloudEvent", { "content-type": "application/cloudevents+json", "ce-id": "1" }],
  ])("that claims to be %s counts as JSON", async (_, headers) => {
    await deliver(stop, { headers });
    expect((await stored())[0]).toMatchObject({ event_type: "turn.completed", agent_id: "s-1" });
  });

  test("with a byte order mark is read, as PowerShell sends it", async () => {
    await deliver(`\ufeff${JSON.stringify(stop)}`);
    expect((await stored())[0]).toMatchObject({ event_type: "turn.completed", metadata: { cwd: stop.cwd } });
  });

  test.each([[5], ["text"], [null], [true], [[stop, stop]]])("%j is JSON, and kept", async (value) => {
    await deliver(JSON.stringify(value));
    const [event] = await stored();
    expect(event).toMatchObject({ event_type: "custom.unknown", agent_id: null, source: "claude-code" });
    expect(event?.metadata).toEqual({ payload: value });
  });

  test("with bytes that are no UTF-8 is kept, and says so", async () => {
    const body = Buffer.from(JSON.stringify({ ...stop, last_assistant_message: "caf\u00e9" }), "latin1");
    await deliver(body);
    expect((await stored())[0]?.metadata).toMatchObject({
      last_assistant_message: "caf\ufffd",
      truncated: [{ path: "metadata", reason: "characters", bytes: body.length }],
    });
  });

  test("far over the limits is cut to them, and says what was", async () => {
    const content = "é".repeat(500_000);
    const tool_input = { file_path: "/a", content, n: 0 };
    const body = JSON.stringify({ ...use, session_id: "s".repeat(300), tool_input }).replace(
      '"n":0',
      '"n":12345678901234567890',
    );
    await deliver(body);
    const [event] = await stored();
    expect(event).toMatchObject({ session_id: "s".repeat(200), agent_id: "s".repeat(200), operation: "Bash" });
    expect(event?.metadata).toMatchObject({
      tool_use_id: "toolu_1",
      tool_input: { file_path: "/a", n: "12345678901234567890" },
    });
    expect(event?.metadata.truncated).toMatchObject([
      { path: "agent_id", reason: "size", bytes: 300 },
      { path: "session_id", reason: "size", bytes: 300 },
      { path: "metadata.tool_input.content", reason: "size", bytes: 1_000_000 },
      { path: "metadata.tool_input.n", reason: "number", bytes: 20 },
    ]);
  });
});

const many = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => item(i)).join();

// Bodies made to cost far more time or memory than they weigh.
test.each([
  ["a million levels", `{"hook_event_name":"Stop","a":${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}}`],
  ["a hundred thousand fields", `{"hook_event_name":"Stop",${many(100_000, (i) => `"f${i}":"\\u0000"`)}}`],
  ["a hundred thousand fields in one", `{"hook_event_name":"Stop","a":{${many(100_000, (i) => `"f${i}":1`)}}}`],
  ["a million NULs", `{"hook_event_name":"Stop","a":[${many(1_000_000, () => '"\\u0000"')}]}`],
])("%s become an event like any other", async (_, text) => {
  await deliver(gzipSync(text, { level: 1 }), { headers: { "content-encoding": "gzip" } });
  const [event] = await stored();
  expect(event).toMatchObject({
    event_type: "turn.completed",
    metadata: { truncated: [{ sha256: expect.any(String) }] },
  });
});

describe("a door refuses", () => {
  const refusals: [string, Sending & { body?: unknown }, number][] = [
    ["what is no JSON", { body: "{" }, 400],
    ["nothing", { body: "" }, 400],
    ["gzip that is none", { headers: { "content-encoding": "gzip" } }, 400],
    ["a parameter", { target: "/?source=x" }, 400],
    ["no key", { key: null }, 401],
    ["a cookie", { key: null, headers: { cookie: "next-auth.session-token=x" } }, 401],
    ["an unknown key", { key: "sl_unknown_0123456789abcdef" }, 401],
    ["another agent", { agent: "clippy" }, 404],
    ["a body over 5 MiB", { body: " ".repeat(5 * 1024 * 1024 + 1) }, 413],
    ["an unknown encoding", { headers: { "content-encoding": "zstd" } }, 415],
  ];
  test.each(refusals)("%s", async (_, { body = stop, ...sending }, status) => {
    const answer = await post(body, sending);
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(jsonOf<Problem>(answer)).toMatchObject({ status, detail: expect.any(String) });
    expect(await stored()).toEqual([]);
  });

  test("a key without the scope ingest, another method, and what goes beyond its key's rate", async () => {
    const create = async (more: JsonObject) =>
      jsonOf<CreatedKey>(await call(keysEndpoint, { method: "POST", key: workspace.key, body: { name: "k", ...more } }))
        .key;
    expect((await post(stop, { key: await create({ scopes: ["read"] }) })).status).toBe(403);
    expect((await call(hookEndpoint, { key: workspace.key, params: { agent: "codex" } })).status).toBe(405);
    const slow = await create({ scopes: ["ingest"], rate_limit: 1 });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post({ ...stop, a: randomUUID() }, { key: slow })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers } of refused) expect(headers["retry-after"]).toMatch(/^\d+$/);
    expect(await stored()).toHaveLength(answers.length - refused.length);
  });
});

test("a strict workspace takes through doors what its own programs may not send", async () => {
  await pool("query").query("UPDATE workspaces SET strict = true WHERE id = $1", [workspace.id]);
  await deliver({ ...stop, hook_event_name: "TeammateIdle" });
  expect((await stored())[0]?.event_type).toBe("custom.teammate_idle");
});

const oddText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: fc.constantFrom("\0", "\ud800", "😀", "a"), maxLength: 300 }),
);
const { value: anyValue } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    oddText,
    fc.constantFrom<JsonValue>(null, true, 0, -1.5, 1e300),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(oddText, tie("value"), { maxKeys: 4 }),
  ),
}));
const hookNames = [
  ...new Set(Object.values(hookFixtures).flatMap((all) => all.map(({ payload }) => payload.hook_event_name ?? null))),
];
const fieldNames = [
  ...new Set(Object.values(hookFixtures).flatMap((all) => all.flatMap(({ payload }) => Object.keys(payload)))),
];
const anyPayload = fc
  .tuple(
    fc.dictionary(fc.oneof(fc.constantFrom(...fieldNames), oddText), anyValue, { maxKeys: 10 }),
    fc.oneof(fc.constantFrom(...hookNames), anyValue),
  )
  .map(([fields, hook_event_name]): JsonObject => ({ ...fields, hook_event_name }));

test("any object at any door is one event that reads back, however often it comes", async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(anyPayload, fc.constantFrom(...hookAgents), async (payload, agent) => {
      await deliver(payload, { agent });
      await age(-60);
      await deliver(payload, { agent });
      const events = await stored();
      seen += 1;
      expect(events).toHaveLength(seen);
      const { metadata, source } = events.at(-1) as AgentEvent;
      expect(source).toBe(agent);
      if (metadata.truncated === undefined) expect(isStorable(JSON.stringify(payload))).toBe(true);
      for (const [key, value] of Object.entries(payload)) {
        if (
          metadata.truncated === undefined &&
          !saidByFields.has(key) &&
          key !== "tool_input" &&
          Object.hasOwn(metadata, key)
        )
          expect(metadata[key]).toEqual(value);
      }
    }),
    { numRuns: 60 },
  );
});
