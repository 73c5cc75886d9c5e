import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import type { IngestAnswer } from "@/lib/contract/ingest";
import type { CreatedKey, Key } from "@/lib/contract/keys";
import { prisma } from "../db/prisma";
import { writeKeyUses } from "../store/key-uses";
import { signIn } from "../testing/sign-in";
import { call, createTestWorkspace, jsonOf, withTestDatabase } from "../testing/test-workspace";
import { hookEndpoint } from "./hooks";
import { ingestEndpoint } from "./ingest";
import { keyEndpoint, keyRotationEndpoint, keysEndpoint } from "./keys";
import { otlpLogsEndpoint } from "./otlp";

withTestDatabase();

const create = (key: string, body: unknown) => call(keysEndpoint, { method: "POST", key, body });
const event = { event_type: "note", agent_id: "a" };

describe("a key that is rotated", () => {
  const rotate = (key: string, id: string, overlap: string) =>
    call(keyRotationEndpoint, { method: "POST", key, params: { id }, body: { overlap } });
  const list = async (key: string) => jsonOf<{ keys: Key[] }>(await call(keysEndpoint, { key })).keys;
  const settings = {
    name: "laptop",
    scopes: ["ingest"],
    rate_limit: 50,
    privacy: "redacted",
    allowed_sources: ["ci"],
  };

  test("gets a successor with its settings, and works on for the overlap and no longer", async () => {
    const workspace = await createTestWorkspace();
    const old = jsonOf<CreatedKey>(await create(workspace.key, settings));
    const answer = await rotate(workspace.key, old.id, "1h");
    expect(answer.status).toBe(201);
    const successor = jsonOf<CreatedKey>(answer);
    expect(successor).toMatchObject({ ...settings, created_by: old.created_by, expires_at: null });
    for (const key of [old.key, successor.key]) {
      const answer = await call(ingestEndpoint, { method: "POST", key, body: { ...event, source: "ci" } });
      expect(answer.status).toBe(200);
    }
    const ends = Date.parse((await list(workspace.key)).find(({ id }) => id === old.id)?.expires_at ?? "");
    expect(Math.abs(ends - Date.now() - 3_600_000)).toBeLessThan(60_000);
  });

  test("without an overlap ends at once, and never lasts longer than it would have", async () => {
    const workspace = await createTestWorkspace();
    const expires_at = new Date(Date.now() + 60_000).toISOString();
    const old = jsonOf<CreatedKey>(await create(workspace.key, { ...settings, expires_at }));
    const successor = jsonOf<CreatedKey>(await rotate(workspace.key, old.id, "7d"));
    expect((await list(workspace.key)).find(({ id }) => id === old.id)?.expires_at).toBe(expires_at);
    expect(Date.parse(successor.expires_at ?? "")).toBeGreaterThanOrEqual(Date.parse(expires_at));
    expect((await rotate(workspace.key, successor.id, "none")).status).toBe(201);
    expect((await list(workspace.key)).map(({ id }) => id)).not.toContain(successor.id);
    expect((await rotate(workspace.key, successor.id, "none")).status).toBe(404);
  });

  test("is of the caller's own workspace, and a member's own without more than members hand out", async () => {
    const [workspace, other] = [await createTestWorkspace(), await createTestWorkspace()];
    const theirs = jsonOf<CreatedKey>(await create(other.key, settings));
    expect((await rotate(workspace.key, theirs.id, "1h")).status).toBe(404);
    const mine = jsonOf<CreatedKey>(await create(workspace.key, { ...settings, scopes: ["admin"] }));
    const cookie = await signIn(workspace.id, "member");
    const asMember = (id: string) =>
      call(keyRotationEndpoint, {
        method: "POST",
        headers: { cookie },
        target: `/?workspace=${workspace.slug}`,
        params: { id },
        body: { overlap: "1h" },
      });
    expect((await asMember(mine.id)).status).toBe(404);
    const person = await prisma().person.findFirstOrThrow({
      where: { memberships: { some: { workspaceId: workspace.id } } },
    });
    await prisma().apiKey.update({ where: { id: mine.id }, data: { createdBy: person.email } });
    expect((await asMember(mine.id)).status).toBe(403);
  });
});

describe("a key that is held to sources", () => {
  test("sends events of those, and others are rejected one by one, with the reason", async () => {
    const workspace = await createTestWorkspace();
    const { key } = jsonOf<CreatedKey>(
      await create(workspace.key, { name: "ci", scopes: ["ingest"], allowed_sources: ["ci", "build"] }),
    );
    const batch = [{ ...event, source: "ci" }, { ...event, source: "laptop" }, event];
    const answer = await call(ingestEndpoint, { method: "POST", key, body: batch });
    expect(answer.status).toBe(207);
    const errors = [{ path: "source", message: "Must be one that the key may send for: ci, build." }];
    expect(jsonOf<IngestAnswer>(answer)).toMatchObject({
      accepted: 1,
      rejected: [
        { index: 1, errors },
        { index: 2, errors },
      ],
    });
    expect((await call(ingestEndpoint, { method: "POST", key, body: [event] })).status).toBe(422);
    const byHeader = await call(ingestEndpoint, {
      method: "POST",
      key,
      body: event,
      headers: { "x-event-source": "build" },
    });
    expect(byHeader.status).toBe(200);
  });

  test("opens the doors of those only", async () => {
    const workspace = await createTestWorkspace();
    const { key } = jsonOf<CreatedKey>(
      await create(workspace.key, { name: "codex", scopes: ["ingest"], allowed_sources: ["codex"] }),
    );
    const knock = (agent: string) => call(hookEndpoint, { method: "POST", key, params: { agent }, body: { a: 1 } });
    expect((await knock("claude-code")).status).toBe(403);
    expect((await knock("codex")).status).toBe(204);
    const record = { timeUnixNano: "1760000000000000000", body: { stringValue: "x" } };
    const logs = { resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] };
    const answer = await call(otlpLogsEndpoint, {
      method: "POST",
      key,
      headers: { "content-type": "application/json" },
      body: logs,
    });
    expect(answer.status).toBe(200);
    expect(jsonOf(answer)).toMatchObject({ partialSuccess: { rejectedLogRecords: expect.stringMatching(/^1$/) } });
  });
});

test("what a key has done is told: how many events, when last and from where", async () => {
  const workspace = await createTestWorkspace();
  const { key, id } = jsonOf<CreatedKey>(await create(workspace.key, { name: "counted", scopes: ["ingest"] }));
  const told = async () =>
    jsonOf<{ keys: Key[] }>(await call(keysEndpoint, { key: workspace.key })).keys.find((one) => one.id === id);
  expect(await told()).toMatchObject({ event_count: 0, last_used_at: null, last_used_from: null });
  const repeated = { ...event, event_id: "0190a0a0-0000-7000-8000-000000000001" };
  await call(ingestEndpoint, { method: "POST", key, body: [event, event, repeated] });
  await writeKeyUses();
  await call(ingestEndpoint, { method: "POST", key, body: [event, repeated, { event_type: "??" }] });
  await writeKeyUses();
  expect(await told()).toMatchObject({
    event_count: 4,
    last_used_at: expect.any(String),
    last_used_from: "127.0.0.1",
  });
});

test("the audit log tells who made, rotated and revoked a key, and once an hour that one was refused", async () => {
  const workspace = await createTestWorkspace();
  const first = jsonOf<CreatedKey>(await create(workspace.key, { name: "hook", scopes: ["read"] }));
  const answer = await call(keyRotationEndpoint, {
    method: "POST",
    key: workspace.key,
    params: { id: first.id },
    body: { overlap: "none" },
  });
  const second = jsonOf<CreatedKey>(answer);
  await call(keyEndpoint, { method: "DELETE", key: workspace.key, params: { id: second.id } });
  for (let i = 0; i < 3; i++) await call(ingestEndpoint, { method: "POST", key: second.key, body: event });
  const acts = async () =>
    (await prisma().auditEntry.findMany({ where: { workspaceId: workspace.id }, orderBy: { cursor: "asc" } })).map(
      ({ act, target, actorKind }) => [act, target, actorKind],
    );
  await expect.poll(acts, { timeout: 10_000 }).toEqual([
    ["key.created", "hook", "key"],
    ["key.rotated", "hook", "key"],
    ["key.revoked", "hook", "key"],
    ["key.refused", second.prefix, "key"],
  ]);
  const entries = await prisma().auditEntry.findMany({ where: { workspaceId: workspace.id } });
  expect(inspect(entries, { depth: null })).not.toContain(second.key.slice(-40));
});
