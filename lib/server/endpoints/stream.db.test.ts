import { describe, expect, test } from "vitest";
import type { Problem } from "@/lib/contract/problem";
import { pool } from "../db/pool";
import { countStreamsOf } from "../live/open-streams";
import { listApiKeys, revokeApiKey } from "../store/api-keys";
import { StreamReader } from "../testing/stream-reader";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { ingestEndpoint } from "./ingest";
import { streamEndpoint } from "./stream";

withTestDatabase();

const store = async (workspace: TestWorkspace, count: number, event: Record<string, unknown> = {}) => {
  const body = Array.from({ length: count }, () => ({ event_type: "note", agent_id: "a", ...event }));
  expect((await call(ingestEndpoint, { method: "POST", key: workspace.key, body })).status).toBe(200);
};
const idsOf = (frames: { id: number }[]) => frames.map(({ id }) => id);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("where a stream begins", () => {
  test("latest: nothing of the past, then each event as it is stored", async () => {
    const workspace = await createTestWorkspace();
    await store(workspace, 3);
    const reader = await StreamReader.open(streamEndpoint, workspace);
    expect(await reader.next()).toMatchObject({
      id: 3,
      name: "subscribed",
      data: { filter: {}, cursor: 3, head: 3, floor: 1 },
    });
    expect(await reader.next()).toMatchObject({ id: 3, name: "replay_complete", data: { cursor: 3, replayed: 0 } });
    await store(workspace, 2);
    expect(idsOf(await reader.take(2))).toEqual([4, 5]);
    await reader.close();
  });

  test("earliest: the whole log, longer than the ring and than a page, then live, without a seam", async () => {
    const workspace = await createTestWorkspace();
    for (let i = 0; i < 6; i++) await store(workspace, 1_000);
    const reader = await StreamReader.open(streamEndpoint, workspace, "cursor=earliest");
    expect((await reader.next()).name).toBe("subscribed");
    const replayed = await reader.take(3_000);
    await store(workspace, 500);
    const rest = await reader.take(3_501);
    const complete = rest.filter(({ name }) => name === "replay_complete");
    expect(complete).toHaveLength(1);
    expect(idsOf([...replayed, ...rest.filter(({ name }) => name === "event")])).toEqual(range(1, 6_500));
    await reader.close();
  });

  test("Last-Event-ID wins over cursor and goes on right after it", async () => {
    const workspace = await createTestWorkspace();
    await store(workspace, 5);
    const reader = await StreamReader.open(streamEndpoint, workspace, "cursor=earliest", { "last-event-id": "3" });
    expect(idsOf(await reader.take(4))).toEqual([3, 4, 5, 5]);
    await reader.close();
  });

  test.each([
    ["99", "ahead", 2],
    ["-1", "invalid", 2],
    ["abc", "invalid", 2],
    ["99999999999999999999", "ahead", 2],
  ])("Last-Event-ID %s is answered by a reset, never by a silent hole", async (requested, reason, id) => {
    const workspace = await createTestWorkspace();
    await store(workspace, 2);
    const reader = await StreamReader.open(streamEndpoint, workspace, "", { "last-event-id": requested });
    expect(await reader.next()).toMatchObject({ id, name: "subscribed", data: { cursor: id } });
    expect(await reader.next()).toEqual({ id, name: "reset", data: { reason, requested, floor: 1, head: 2 } });
    await reader.close();
  });

  test("a position below the floor goes on from the floor and says so", async () => {
    const workspace = await createTestWorkspace();
    await store(workspace, 5);
    await pool("query").query("DELETE FROM events WHERE workspace_id = $1 AND cursor < 4", [workspace.id]);
    await pool("query").query("UPDATE logs SET floor = 4 WHERE workspace_id = $1", [workspace.id]);
    const reader = await StreamReader.open(streamEndpoint, workspace, "cursor=1");
    expect((await reader.next()).data).toMatchObject({ cursor: 3, floor: 4 });
    expect(await reader.next()).toMatchObject({ id: 3, name: "reset", data: { reason: "expired", requested: "1" } });
    expect(idsOf(await reader.take(2))).toEqual([4, 5]);
    await reader.close();
  });

  test.each(["cursor=-1", "cursor=x", "window=5", "window=1ms", "since=1h", "colour=red", "client_id="])(
    "%s is a 400 that names it",
    async (query) => {
      const { key } = await createTestWorkspace();
      const answer = await call(streamEndpoint, { key, target: `/?${query}` });
      expect(answer.status).toBe(400);
      expect(jsonOf<Problem>(answer).errors?.[0]?.path).toBe(query.split("=", 1)[0]);
    },
  );
});

describe("what a stream carries", () => {
  test("only what the filter lets through, in replay and live alike", async () => {
    const workspace = await createTestWorkspace();
    await store(workspace, 2, { event_type: "task.started" });
    await store(workspace, 2, { event_type: "agent.error" });
    const reader = await StreamReader.open(streamEndpoint, workspace, "kinds=agent.*&cursor=0");
    expect((await reader.next()).data).toMatchObject({ filter: { kinds: "agent.*" } });
    expect(idsOf(await reader.take(2))).toEqual([3, 4]);
    expect(await reader.next()).toMatchObject({ id: 4, name: "replay_complete", data: { replayed: 2 } });
    await store(workspace, 3, { event_type: "task.started" });
    await store(workspace, 1, { event_type: "agent.error" });
    expect(idsOf(await reader.take(1))).toEqual([8]);
    await reader.close();
  });

  test("with a window, events come as batch frames whose id is the last cursor", async () => {
    const workspace = await createTestWorkspace();
    await store(workspace, 5);
    const reader = await StreamReader.open(streamEndpoint, workspace, "cursor=earliest&window=100ms");
    await reader.next();
    const batch = await reader.next();
    expect(batch).toMatchObject({ id: 5, name: "batch" });
    expect(batch.data).toHaveLength(5);
    await reader.close();
  });

  test("line breaks and odd characters stay inside one frame", async () => {
    const workspace = await createTestWorkspace();
    const metadata = { text: "a\r\nb\nc\u2028d", "key\nwith break": "\u0001" };
    await store(workspace, 1, { metadata });
    const reader = await StreamReader.open(streamEndpoint, workspace, "cursor=earliest");
    await reader.next();
    expect((await reader.next()).data).toMatchObject({ metadata });
    await reader.close();
  });

  test("a slow reader misses nothing and holds up nobody", async () => {
    const workspace = await createTestWorkspace();
    const slow = await StreamReader.open(streamEndpoint, workspace);
    const quick = await StreamReader.open(streamEndpoint, workspace);
    await Promise.all([slow.take(2), quick.take(2)]);
    for (let i = 0; i < 6; i++) await store(workspace, 1_000);
    expect(idsOf(await quick.take(6_000))).toEqual(range(1, 6_000));
    expect(idsOf(await slow.take(6_000))).toEqual(range(1, 6_000));
    await Promise.all([slow.close(), quick.close()]);
  });

  test("events of another workspace never come", async () => {
    const [mine, other] = [await createTestWorkspace(), await createTestWorkspace()];
    const reader = await StreamReader.open(streamEndpoint, mine);
    await reader.take(2);
    await store(other, 5);
    await store(mine, 1, { agent_id: "mine" });
    expect(await reader.next()).toMatchObject({ id: 1, data: { agent_id: "mine" } });
    await reader.close();
  });
});

test("a revoked key is cut off with a goodbye", async () => {
  const workspace = await createTestWorkspace();
  const reader = await StreamReader.open(streamEndpoint, workspace);
  await reader.take(2);
  for (const { id } of await listApiKeys(workspace.id)) await revokeApiKey(workspace.id, id);
  const before = Date.now();
  expect(await reader.next()).toMatchObject({ name: "goodbye", data: { reason: "credential" } });
  expect(Date.now() - before).toBeLessThan(5_000);
  await reader.close();
});

test("a stream is given up when its reader has gone", async () => {
  const workspace = await createTestWorkspace();
  const reader = await StreamReader.open(streamEndpoint, workspace);
  await reader.take(2);
  const pending = reader.next();
  await reader.close();
  await expect(pending).rejects.toThrow("has ended");
});

test("a stream that was never read gives its place back when its reader has gone", async () => {
  const workspace = await createTestWorkspace();
  const [owner] = await listApiKeys(workspace.id);
  const gone = new AbortController();
  await call(streamEndpoint, { key: workspace.key, signal: gone.signal });
  expect(countStreamsOf(owner?.id ?? "")).toBe(1);
  gone.abort();
  expect(countStreamsOf(owner?.id ?? "")).toBe(0);
});

test("HEAD answers the headers and holds nothing open", async () => {
  const workspace = await createTestWorkspace();
  const [owner] = await listApiKeys(workspace.id);
  const answer = await call(streamEndpoint, { method: "HEAD", key: workspace.key });
  expect(answer).toMatchObject({
    status: 200,
    headers: { "content-type": expect.stringContaining("text/event-stream") },
    body: null,
  });
  expect(countStreamsOf(owner?.id ?? "")).toBe(0);
});
