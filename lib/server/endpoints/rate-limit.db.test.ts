import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, expect, test, vi } from "vitest";
import type { CreatedKey } from "@/lib/contract/keys";
import type { Problem } from "@/lib/contract/problem";
import { pool } from "../db/pool";
import { signIn } from "../testing/sign-in";
import {
  call,
  createTestWorkspace,
  jsonOf,
  storedCursors,
  type TestWorkspace,
  withTestDatabase,
} from "../testing/test-workspace";
import { broadcastEndpoint } from "./broadcast";
import { ingestEndpoint } from "./ingest";
import { keyEndpoint, keysEndpoint } from "./keys";

const usual = 40;

// Before the first look at the settings.
vi.stubEnv("SIGHTLINE_RATE_LIMIT", `${usual}/s`);

withTestDatabase();

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await createTestWorkspace();
});

async function createKey(rate_limit?: number | null): Promise<CreatedKey> {
  const body = { name: "hook", scopes: ["ingest"], rate_limit };
  return jsonOf(await call(keysEndpoint, { method: "POST", key: workspace.key, body }));
}

const event = { event_type: "note", agent_id: "a" };
const events = (count: number) => Array.from({ length: count }, () => event);
const post = (key: string, body: unknown) => call(ingestEndpoint, { method: "POST", key, body });
const broadcast = (key: string) =>
  call(broadcastEndpoint, { method: "POST", target: "/?event_type=note", key, body: { a: 1 } });
const stored = async () => (await storedCursors(workspace.id)).length;

test("a key without a limit of its own follows SIGHTLINE_RATE_LIMIT, one with its own doesn't", async () => {
  const [follower, own] = [await createKey(), await createKey(500)];
  expect([follower.rate_limit, own.rate_limit]).toEqual([null, 500]);
  expect((await post(follower.key, event)).headers["ratelimit-policy"]).toBe('"key";q=80;qu="events";w=2');
  expect((await post(own.key, event)).headers["ratelimit-policy"]).toBe('"key";q=1000;qu="events";w=2');
});

test("past the limit it is a 429 that stores nothing, says what is allowed, and passes after Retry-After", async () => {
  const { key } = await createKey(100);
  // A full bucket lets more pass than it holds; 90 of these it owes.
  expect((await post(key, events(290))).status).toBe(200);
  const before = await stored();
  const refused = await post(key, events(4));
  expect(refused).toMatchObject({
    status: 429,
    headers: {
      "content-type": expect.stringContaining("application/problem+json"),
      "ratelimit-policy": '"key";q=200;qu="events";w=2',
      ratelimit: '"key";r=0;t=1',
      "retry-after": "1",
    },
  });
  expect(jsonOf<Problem>(refused)).toMatchObject({ status: 429, detail: expect.stringMatching(/100 events a second/) });
  expect(await stored()).toBe(before);
  await wait(Number(refused.headers["retry-after"]) * 1_000);
  expect((await post(key, events(4))).status).toBe(200);
  expect(await stored()).toBe(before + 4);
});

test("a key's limit is no other key's", async () => {
  const [busy, other] = [await createKey(1), await createKey(1)];
  await post(busy.key, events(100));
  expect((await post(busy.key, event)).status).toBe(429);
  expect((await post(other.key, event)).status).toBe(200);
});

test("ingest and broadcast count against one limit", async () => {
  const [one, other] = [await createKey(1), await createKey(1)];
  expect(await broadcast(one.key)).toMatchObject({ status: 200, headers: { ratelimit: '"key";r=1;t=1' } });
  expect((await post(other.key, events(50))).status).toBe(200);
  expect((await broadcast(other.key)).status).toBe(429);
});

test("events that are rejected count too, and their answers carry the headers", async () => {
  const [one, other] = [await createKey(1), await createKey(1)];
  const some = await post(one.key, [event, { ...event, status: "great" }]);
  expect(some).toMatchObject({ status: 207, headers: { ratelimit: '"key";r=0;t=2' } });
  const none = await post(
    other.key,
    Array.from({ length: 50 }, () => ({})),
  );
  expect(none).toMatchObject({ status: 422, headers: { ratelimit: '"key";r=0;t=50' } });
  expect((await post(other.key, event)).status).toBe(429);
});

test("a revoked key is refused before anything is counted", async () => {
  const { id, key } = await createKey(5);
  expect((await call(keyEndpoint, { method: "DELETE", key: workspace.key, params: { id } })).status).toBe(204);
  expect((await post(key, event)).status).toBe(401);
  const { rows } = await pool("query").query("SELECT FROM rate_buckets WHERE key_id = $1", [id]);
  expect(rows).toEqual([]);
});

test.each([0, -1, 1.5, "10", 1_000_000_000])("%j is no limit", async (rate_limit) => {
  const body = { name: "hook", scopes: ["ingest"], rate_limit };
  const answer = await call(keysEndpoint, { method: "POST", key: workspace.key, body });
  expect(answer.status).toBe(422);
  expect(jsonOf<Problem>(answer).errors?.[0]?.path).toBe("rate_limit");
});

test("members may set a key lower than the usual limit, admins also higher", async () => {
  const create = async (role: "member" | "admin", rate_limit: number) =>
    call(keysEndpoint, {
      method: "POST",
      target: `/?workspace=${workspace.slug}`,
      headers: { cookie: await signIn(workspace.id, role) },
      body: { name: "mine", scopes: ["ingest"], rate_limit },
    });
  expect((await create("member", usual)).status).toBe(201);
  expect((await create("member", usual + 1)).status).toBe(403);
  expect((await create("admin", usual + 1)).status).toBe(201);
});
