import { beforeEach, describe, expect, test } from "vitest";
import type { AgentEvent, JsonObject } from "@/lib/contract/event";
import type { KeyPrivacy } from "@/lib/contract/key-privacy";
import type { CreatedKey, Key } from "@/lib/contract/keys";
import type { OwnRedactionRule, PrivacyPreview } from "@/lib/contract/privacy";
import type { Problem } from "@/lib/contract/problem";
import type { EventPage } from "@/lib/contract/query";
import { attribute, logsOf, spansOf } from "../testing/otlp";
import { StreamReader } from "../testing/stream-reader";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { activityStreamEndpoint } from "./activity-stream";
import { broadcastEndpoint } from "./broadcast";
import { eventsEndpoint } from "./events";
import { hookEndpoint } from "./hooks";
import { ingestEndpoint } from "./ingest";
import { keysEndpoint } from "./keys";
import { otlpLogsEndpoint, otlpTracesEndpoint } from "./otlp";
import { privacyPreviewEndpoint, redactionRuleEndpoint, redactionRulesEndpoint } from "./privacy";
import { streamEndpoint } from "./stream";

withTestDatabase();

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createTestWorkspace();
});

/** As no scanner of repositories knows it. */
const secret = ["ghp", "0123456789abcdefghijABCDEFGHIJ012345"].join("_");
const inWords = `the token is ${secret}, keep it`;

async function keyOf(privacy: KeyPrivacy): Promise<string> {
  const body = { name: privacy, scopes: ["ingest"], privacy };
  return jsonOf<CreatedKey>(await call(keysEndpoint, { method: "POST", key: workspace.key, body })).key;
}

async function stored(): Promise<AgentEvent[]> {
  const page = await call(eventsEndpoint, { key: workspace.key, target: "/?order=asc&limit=1000" });
  return jsonOf<EventPage>(page).events;
}

/** Every door, with what its sender would send that has a secret in it. */
const waysIn: Record<string, (key: string) => ReturnType<typeof call>> = {
  "ingest, JSON": (key) =>
    call(ingestEndpoint, {
      method: "POST",
      key,
      body: {
        events: [
          { event_type: "note", agent_id: "a", agent_name: secret, note: inWords, metadata: { deep: [{ inWords }] } },
        ],
      },
    }),
  "ingest, NDJSON": (key) =>
    call(ingestEndpoint, {
      method: "POST",
      key,
      headers: { "content-type": "application/x-ndjson" },
      body: `${JSON.stringify({ event_type: "note", source: "s", operation: inWords, metadata: { [secret]: inWords } })}\n`,
    }),
  "ingest, CloudEvents": (key) =>
    call(ingestEndpoint, {
      method: "POST",
      key,
      headers: { "content-type": "application/cloudevents+json" },
      body: { specversion: "1.0", id: "1", source: "s", type: "Note", subject: inWords, data: inWords, note: secret },
    }),
  "ingest, a CloudEvent in headers": (key) =>
    call(ingestEndpoint, {
      method: "POST",
      key,
      headers: {
        "content-type": "application/json",
        "ce-specversion": "1.0",
        "ce-id": "2",
        "ce-source": "s",
        "ce-type": "note",
        "ce-subject": encodeURIComponent(inWords),
      },
      body: { inWords },
    }),
  broadcast: (key) => call(broadcastEndpoint, { method: "POST", key, target: "/?event_type=note", body: { inWords } }),
  ...Object.fromEntries(
    ["claude-code", "codex", "gemini", "cursor", "copilot"].map((agent) => [
      `the door for ${agent}`,
      (key: string) =>
        call(hookEndpoint, {
          method: "POST",
          key,
          params: { agent },
          body: {
            hook_event_name: "UserPromptSubmit",
            session_id: "s",
            conversation_id: "s",
            cwd: `/srv/${secret}`,
            prompt: inWords,
          },
        }),
    ]),
  ),
  "the door for claude-code, with a text that is cut": (key) =>
    call(hookEndpoint, {
      method: "POST",
      key,
      params: { agent: "claude-code" },
      body: { hook_event_name: "Stop", session_id: "s", text: `${"word ".repeat(6_000)}${secret}`.repeat(6) },
    }),
  "OTLP logs": (key) =>
    call(otlpLogsEndpoint, {
      method: "POST",
      key,
      headers: { "content-type": "application/json" },
      body: logsOf(
        [{ timeUnixNano: "1700000000000000000", body: { stringValue: inWords }, attributes: [attribute("x", secret)] }],
        [attribute("r", secret)],
      ),
    }),
  "OTLP traces": (key) =>
    call(otlpTracesEndpoint, {
      method: "POST",
      key,
      headers: { "content-type": "application/json" },
      body: spansOf([
        {
          traceId: "5b8efff798038103d269b633813fc60c",
          spanId: "eee19b7ec3c1b174",
          name: inWords,
          startTimeUnixNano: "1700000000000000000",
          endTimeUnixNano: "1700000001000000000",
          status: { code: 2, message: inWords },
        },
      ]),
    }),
};

describe.each(Object.entries(waysIn))("by %s", (_, send) => {
  test("a full key's event is kept as it came, a redacted key's and a metadata key's never with the secret in it", async () => {
    const live = await StreamReader.open(streamEndpoint, workspace);
    const agents = await StreamReader.open(activityStreamEndpoint, workspace);
    try {
      for (const privacy of ["redacted", "metadata"] as const) {
        expect((await send(await keyOf(privacy))).status).toBeLessThan(300);
      }
      expect(JSON.stringify(await stored())).not.toContain(secret.slice(4, 16));
      const count = (await stored()).length;
      expect(count).toBeGreaterThan(0);
      // `subscribed` and `replay_complete` come first.
      const heard = JSON.stringify(await live.take(2 + count));
      expect(heard).not.toContain(secret.slice(4, 16));
      expect(JSON.stringify(await agents.next())).not.toContain(secret.slice(4, 16));
      const replay = await StreamReader.open(streamEndpoint, workspace, "cursor=earliest");
      expect(JSON.stringify(await replay.take(1 + count))).not.toContain(secret.slice(4, 16));
      await replay.close();
    } finally {
      await live.close();
      await agents.close();
    }
    const other = await createTestWorkspace();
    expect((await send(other.key)).status).toBeLessThan(300);
    const { events } = jsonOf<EventPage>(await call(eventsEndpoint, { key: other.key }));
    expect(JSON.stringify(events)).toContain(secret.slice(4, 16));
    expect(events[0]?.metadata).not.toHaveProperty("masked");
  });
});

test("what was masked says where and by which rule, and everything else reads back equal", async () => {
  const metadata = { path: "/srv", password: "hunter2", tool_input: { command: `echo ${secret}` }, n: 1.5 };
  const event = { event_type: "tool.started", agent_id: secret, operation: "Bash", metadata };
  await call(ingestEndpoint, { method: "POST", key: await keyOf("redacted"), body: event });
  const [kept] = await stored();
  // Events are joined by identifiers.
  expect(kept).toMatchObject({ agent_id: secret, operation: "Bash" });
  expect(kept?.metadata).toEqual({
    path: "/srv",
    password: "[masked: secret-field]",
    tool_input: { command: "echo [masked: github-token]" },
    n: 1.5,
    masked: [
      { path: "metadata.password", rule: "secret-field" },
      { path: "metadata.tool_input.command", rule: "github-token" },
    ],
  });
});

test("of a metadata key's events only facts are kept, and what was left out is told without its content", async () => {
  const metadata: JsonObject = {
    tool_name: "Bash",
    toolUseId: "toolu_1",
    duration_ms: 12,
    cost_usd: "0.25",
    model: "of my own making, in words",
    tools_used: ["Read", "Bash"],
    tool_input: { command: "rm -rf /" },
    prompt: "yes",
    account_number: 12345678,
    "a field named in words": 1,
    truncated: [
      { path: "metadata.tool_output", reason: "size", bytes: 70_000, sha256: "ab" },
      { path: "metadata.what they wrote", reason: "size", bytes: 1 },
    ],
  };
  const event = {
    event_type: "tool.completed",
    agent_id: "a",
    agent_name: "checkout",
    operation: "delete all that there is",
    status: "success",
    session_id: "s",
    metadata,
  };
  await call(ingestEndpoint, { method: "POST", key: await keyOf("metadata"), body: event });
  const [kept] = await stored();
  expect(kept).toMatchObject({
    event_type: "tool.completed",
    agent_id: "a",
    agent_name: "checkout",
    operation: null,
    status: "success",
    session_id: "s",
  });
  expect(kept?.metadata).toEqual({
    tool_name: "Bash",
    toolUseId: "toolu_1",
    duration_ms: 12,
    cost_usd: "0.25",
    tools_used: ["Read", "Bash"],
    truncated: [
      { path: "metadata.tool_output", reason: "size", bytes: 70_000 },
      { path: "operation", reason: "privacy", bytes: 24 },
      { path: "metadata.model", reason: "privacy", bytes: 28 },
      { path: "metadata.tool_input", reason: "privacy", bytes: 22 },
      { path: "metadata.prompt", reason: "privacy", bytes: 5 },
      { path: "metadata.account_number", reason: "privacy", bytes: 8 },
      { path: "metadata.*", reason: "privacy", bytes: 1 },
    ],
  });
});

test("masks may be longer than secrets: what no longer fits is cut, never refused and never stored too large", async () => {
  const metadata = { texts: Array.from({ length: 2_500 }, () => "PGPASSWORD=x").join(" "), rest: "y".repeat(32_000) };
  const answer = await call(ingestEndpoint, {
    method: "POST",
    key: await keyOf("redacted"),
    body: { event_type: "note", agent_id: "a", metadata },
  });
  expect(answer.status).toBe(200);
  const [kept] = await stored();
  expect(Buffer.byteLength(JSON.stringify(kept?.metadata))).toBeLessThanOrEqual(64 * 1024);
  expect(JSON.stringify(kept?.metadata)).not.toContain("PASSWORD=x");
  expect(kept?.metadata.truncated).toMatchObject([{ path: "metadata.texts", reason: "size" }]);
});

test("a key's level is asked for when it is made, is full unless said, and is listed", async () => {
  await keyOf("metadata");
  const made = await call(keysEndpoint, {
    method: "POST",
    key: workspace.key,
    body: { name: "plain", scopes: ["read"] },
  });
  expect(jsonOf<CreatedKey>(made).privacy).toBe("full");
  const listed = jsonOf<{ keys: Key[] }>(await call(keysEndpoint, { key: workspace.key })).keys;
  expect(listed.map(({ name, privacy }) => [name, privacy])).toEqual([
    ["plain", "full"],
    ["metadata", "metadata"],
    ["test", "full"],
  ]);
  const bad = await call(keysEndpoint, {
    method: "POST",
    key: workspace.key,
    body: { name: "x", scopes: ["read"], privacy: "some" },
  });
  expect(bad.status).toBe(422);
  expect(jsonOf<Problem>(bad).errors?.[0]?.path).toBe("privacy");
});

const rules = (body: unknown, key = workspace.key) => call(redactionRulesEndpoint, { method: "POST", key, body });
const send = (key: string, text: string) =>
  call(ingestEndpoint, { method: "POST", key, body: { event_type: "note", agent_id: "a", metadata: { text } } });
const newestText = async () => (await stored()).at(-1)?.metadata.text;

test("a workspace's own rule is kept to within a second of its making, its change and its end", async () => {
  const key = await keyOf("redacted");
  await send(key, "badge EMP-123456");
  expect(await newestText()).toBe("badge EMP-123456");
  const made = await rules({ name: "badge", pattern: "EMP-[0-9]{6}" });
  expect(made.status).toBe(201);
  const { id } = jsonOf<OwnRedactionRule>(made);
  const until = (text: string, kept: string) =>
    expect
      .poll(
        async () => {
          await send(key, text);
          return newestText();
        },
        { timeout: 5_000, interval: 100 },
      )
      .toBe(kept);
  await until("badge EMP-123456", "badge [masked: badge]");
  const patch = { name: "staff", pattern: "(?i)badge (?P<secret>\\S+)" };
  expect(
    (await call(redactionRuleEndpoint, { method: "PATCH", key: workspace.key, params: { id }, body: patch })).status,
  ).toBe(200);
  await until("Badge 7", "Badge [masked: staff]");
  const other = await createTestWorkspace();
  const end = (by: TestWorkspace) => call(redactionRuleEndpoint, { method: "DELETE", key: by.key, params: { id } });
  expect((await end(other)).status).toBe(404);
  expect((await end(workspace)).status).toBe(204);
  expect((await end(workspace)).status).toBe(404);
  await until("Badge 7", "Badge 7");
});

test.each([
  [{ name: "Badge", pattern: "x" }, "name"],
  [{ name: "github-token", pattern: "x" }, "name"],
  [{ name: "badge" }, "pattern"],
  [{ name: "badge", pattern: "(?=x)y" }, "pattern"],
  [{ name: "badge", pattern: "(x" }, "pattern"],
  [{ name: "badge", pattern: "x*" }, "pattern"],
  [{ name: "badge", pattern: "(x{1,100}){1,10}y" }, "pattern"],
  [{ name: "badge", pattern: "x".repeat(501) }, "pattern"],
  [{ name: "badge", pattern: "x", colour: "red" }, "colour"],
])("the rule %j is a 422 that names the field", async (body, path) => {
  const answer = await rules(body);
  expect(answer.status).toBe(422);
  expect(jsonOf<Problem>(answer).errors?.[0]?.path).toBe(path);
});

test("two rules never share a name, and a workspace has no more than twenty", async () => {
  for (let i = 1; i <= 20; i += 1) expect((await rules({ name: `rule-${i}`, pattern: "x" })).status).toBe(201);
  expect((await rules({ name: "rule-1", pattern: "x" })).status).toBe(422);
  expect((await rules({ name: "rule-21", pattern: "x" })).status).toBe(422);
  expect((await rules({ name: "x", pattern: "x" }, await keyOf("full"))).status).toBe(403);
});

test("the preview tells what each level would store, with the workspace's own rules, and stores nothing", async () => {
  await rules({ name: "badge", pattern: "EMP-[0-9]{6}" });
  const preview = async (text: string) => {
    const answer = await call(privacyPreviewEndpoint, { method: "POST", key: workspace.key, body: { text } });
    expect(answer.status).toBe(200);
    return jsonOf<PrivacyPreview>(answer);
  };
  const plain = await preview(`EMP-123456 has ${secret}`);
  expect(plain.full.metadata).toEqual({ text: `EMP-123456 has ${secret}` });
  expect(plain.redacted.metadata).toMatchObject({ text: "[masked: badge] has [masked: github-token]" });
  expect(plain.metadata.metadata).toEqual({ truncated: [{ path: "metadata.text", reason: "privacy", bytes: 57 }] });
  const event = await preview(
    JSON.stringify({ event_type: "tool.started", agent_id: "a", metadata: { duration_ms: 1, x: secret } }),
  );
  expect(event.metadata).toMatchObject({ event_type: "tool.started", agent_id: "a", metadata: { duration_ms: 1 } });
  expect((await preview('{"duration_ms":1}')).metadata.metadata).toEqual({ duration_ms: 1 });
  const unfit = await call(privacyPreviewEndpoint, {
    method: "POST",
    key: workspace.key,
    body: { text: '{"event_type":"A b"}' },
  });
  expect(unfit.status).toBe(422);
  expect(await stored()).toEqual([]);
});
