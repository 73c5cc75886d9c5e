import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import type { CreatedKey, Key, RefusedKey } from "@/lib/contract/keys";
import type { Problem } from "@/lib/contract/problem";
import { prisma } from "../db/prisma";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { eventsEndpoint } from "./events";
import { ingestEndpoint } from "./ingest";
import { keyEndpoint, keysEndpoint, refusedKeysEndpoint } from "./keys";

withTestDatabase();

const create = (key: string, body: unknown) => call(keysEndpoint, { method: "POST", key, body });
const event = { event_type: "note", agent_id: "a" };

test("a key is told once, stored hashed, and does what its scopes say", async () => {
  const workspace = await createTestWorkspace();
  const answer = await create(workspace.key, { name: "hook", scopes: ["ingest"] });
  expect(answer.status).toBe(201);
  const created = jsonOf<CreatedKey>(answer);
  expect(created.key.startsWith(created.prefix)).toBe(true);
  const listed = jsonOf<{ keys: Key[] }>(await call(keysEndpoint, { key: workspace.key }));
  expect(listed.keys.map(({ id }) => id)).toContain(created.id);
  expect(JSON.stringify(listed)).not.toContain(created.key);
  const rows = await prisma().apiKey.findMany({ where: { id: created.id } });
  expect(inspect(rows, { depth: null })).not.toContain(created.key);
  expect((await call(ingestEndpoint, { method: "POST", key: created.key, body: event })).status).toBe(200);
  expect((await call(eventsEndpoint, { key: created.key })).status).toBe(403);
  expect((await create(created.key, { name: "more", scopes: ["read"] })).status).toBe(403);
});

test("a revoked key is refused within a second", async () => {
  const workspace = await createTestWorkspace();
  const created = jsonOf<CreatedKey>(await create(workspace.key, { name: "hook", scopes: ["read"] }));
  const revoke = () => call(keyEndpoint, { method: "DELETE", key: workspace.key, params: { id: created.id } });
  expect((await call(eventsEndpoint, { key: created.key })).status).toBe(200);
  expect((await revoke()).status).toBe(204);
  expect((await revoke()).status).toBe(404);
  await expect
    .poll(async () => (await call(eventsEndpoint, { key: created.key })).status, { timeout: 1_100, interval: 50 })
    .toBe(401);
});

test("an expired key is refused", async () => {
  const workspace = await createTestWorkspace();
  const created = jsonOf<CreatedKey>(
    await create(workspace.key, {
      name: "soon",
      scopes: ["read"],
      expires_at: new Date(Date.now() + 300).toISOString(),
    }),
  );
  expect((await call(eventsEndpoint, { key: created.key })).status).toBe(200);
  await expect
    .poll(async () => (await call(eventsEndpoint, { key: created.key })).status, { timeout: 2_000, interval: 50 })
    .toBe(401);
});

test("a key of one workspace never sees or revokes another's", async () => {
  const [mine, other] = [await createTestWorkspace(), await createTestWorkspace()];
  const created = jsonOf<CreatedKey>(await create(other.key, { name: "theirs", scopes: ["read"] }));
  expect((await call(keyEndpoint, { method: "DELETE", key: mine.key, params: { id: created.id } })).status).toBe(404);
  expect((await call(keysEndpoint, { key: mine.key, target: `/?workspace=${other.slug}` })).status).toBe(404);
  expect((await call(eventsEndpoint, { key: created.key })).status).toBe(200);
});

test.each([
  [{ scopes: ["read"] }, "name"],
  [{ name: "x", scopes: [] }, "scopes"],
  [{ name: "x", scopes: ["fly"] }, "scopes.0"],
  [{ name: "x", scopes: ["read"], expires_at: "tomorrow" }, "expires_at"],
  [{ name: "x", scopes: ["read"], expires_at: "2001-01-01T00:00:00Z" }, "expires_at"],
  [{ name: "x", scopes: ["read"], colour: "red" }, "colour"],
])("%j is a 422 that names the field", async (body, path) => {
  const { key } = await createTestWorkspace();
  const answer = await create(key, body);
  expect(answer.status).toBe(422);
  expect(jsonOf<Problem>(answer).errors?.[0]?.path).toBe(path);
});

describe("a refused request", () => {
  const refused = async ({ key }: TestWorkspace) =>
    jsonOf<{ refused: RefusedKey[] }>(await call(refusedKeysEndpoint, { key })).refused;
  const send = (key: string) => call(ingestEndpoint, { method: "POST", key, body: event });

  test("is told to the workspace whose key it came with, by key and reason, and to no other", async () => {
    const [workspace, other] = [await createTestWorkspace(), await createTestWorkspace()];
    const made = async (body: object) =>
      jsonOf<CreatedKey>(await create(workspace.key, { scopes: ["ingest"], ...body }));
    const [revoked, reader, cut] = [
      await made({ name: "laptop" }),
      await made({ name: "reader", scopes: ["read"] }),
      await made({ name: "cut" }),
    ];
    await call(keyEndpoint, { method: "DELETE", key: workspace.key, params: { id: revoked.id } });
    for (const key of [revoked.key, revoked.key, cut.key.slice(0, -3), `${cut.prefix}_`])
      expect((await send(key)).status).toBe(401);
    expect((await send(reader.key)).status).toBe(403);
    expect((await send("some-key-that-nobody-knows")).status).toBe(401);
    expect((await send(cut.key)).status).toBe(200);
    await expect
      .poll(
        async () => (await refused(workspace)).map(({ prefix, name, reason, count }) => [prefix, name, reason, count]),
        { timeout: 10_000 },
      )
      .toEqual(
        expect.arrayContaining([
          [revoked.prefix, "laptop", "revoked", 2],
          [reader.prefix, "reader", "scope", 1],
          [cut.prefix, "cut", "mistyped", 2],
        ]),
      );
    expect(await refused(workspace)).toHaveLength(3);
    expect(await refused(other)).toEqual([]);
  });

  test("of an expired key is told, and counts go on where they were", async () => {
    const workspace = await createTestWorkspace();
    const { key, prefix, id } = jsonOf<CreatedKey>(await create(workspace.key, { name: "old", scopes: ["ingest"] }));
    await prisma().apiKey.update({ where: { id }, data: { expiresAt: new Date(0) } });
    for (const count of [1, 2]) {
      expect((await send(key)).status).toBe(401);
      await expect
        .poll(() => refused(workspace), { timeout: 10_000 })
        .toEqual([{ prefix, name: "old", reason: "expired", count, last_at: expect.any(String) }]);
    }
  });
});
