import { expect, test } from "vitest";
import type { StreamStats } from "@/lib/contract/stream-stats";
import { hashKey, mintKey } from "../auth/key";
import { createApiKey } from "../store/api-keys";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { withProjections } from "../testing/with-projections";
import { activityStreamEndpoint } from "./activity-stream";
import { ingestEndpoint } from "./ingest";
import { streamEndpoint } from "./stream";
import { streamStatsEndpoint } from "./stream-stats";

withTestDatabase();
// Streams of agents begin once the read model has come to where the log is.
withProjections();

const store = (workspace: TestWorkspace, count: number) =>
  call(ingestEndpoint, {
    method: "POST",
    key: workspace.key,
    body: Array.from({ length: count }, () => ({ event_type: "note", agent_id: "ä", category: "tasks" })),
  });

const statsOf = async ({ key }: TestWorkspace) => jsonOf<StreamStats>(await call(streamStatsEndpoint, { key }));

async function open(workspace: TestWorkspace, query: string, table = streamEndpoint) {
  const gone = new AbortController();
  const answer = await call(table, { key: workspace.key, target: `/?${query}`, signal: gone.signal });
  if (answer.body === null || typeof answer.body === "string") throw new Error("the answer is no stream");
  const chunks = answer.body[Symbol.asyncIterator]();
  let text = "";
  return {
    /** Reads until so many frames of the name have come; answers all that has come so far. */
    async readUntil(name: string, count: number): Promise<string> {
      while (text.split(`event: ${name}\n`).length <= count) text += String((await chunks.next()).value);
      return text;
    },
    async close() {
      gone.abort();
      await chunks.return?.();
    },
  };
}

test("shows the workspace's streams with their filter and lag, and no other workspace's", async () => {
  const [mine, other] = [await createTestWorkspace(), await createTestWorkspace()];
  await store(mine, 3);
  const idle = await open(mine, "client_id=idle&categories=tasks,agents&cursor=1");
  const quick = await open(mine, "client_id=quick");
  const foreign = await open(other, "client_id=foreign");
  await quick.readUntil("replay_complete", 1);
  await store(mine, 2);
  await quick.readUntil("event", 2);
  expect(await statsOf(mine)).toMatchObject({
    active: 2,
    connections: [
      { client_id: "idle", filter: { categories: "tasks,agents" }, cursor: 1, lag: 4, frames: 0, bytes: 0 },
      { client_id: "quick", filter: {}, cursor: 5, lag: 0 },
    ],
    by_category: { tasks: 1, agents: 1, all: 1 },
    lag_max: 4,
    totals: { connections: 2, disconnections: 0, reconnections: 1 },
  });
  expect((await statsOf(other)).connections).toMatchObject([{ client_id: "foreign" }]);
  for (const each of [idle, quick, foreign]) await each.close();
  expect(await statsOf(mine)).toMatchObject({
    active: 0,
    connections: [],
    by_category: {},
    lag_max: 0,
    totals: { connections: 2, disconnections: 2, reconnections: 1 },
  });
});

test("a stream of agents is among them, as what it is, and in no category", async () => {
  const workspace = await createTestWorkspace();
  await store(workspace, 2);
  const agents = await open(workspace, "client_id=agents&source=s", activityStreamEndpoint);
  const text = await agents.readUntil("replay_complete", 1);
  const sent = { frames: text.match(/^event: /gm)?.length, bytes: Buffer.byteLength(text) };
  expect(await statsOf(workspace)).toMatchObject({
    active: 1,
    connections: [{ kind: "agents", client_id: "agents", filter: { source: "s" }, cursor: 2, lag: 0, ...sent }],
    by_category: {},
  });
  await agents.close();
});

test.each(["cursor=earliest", "cursor=earliest&window=100ms"])(
  "counts the frames and bytes that were sent (%s)",
  async (query) => {
    const workspace = await createTestWorkspace();
    await store(workspace, 7);
    const reader = await open(workspace, query);
    await reader.readUntil("replay_complete", 1);
    await store(workspace, 1);
    const text = await reader.readUntil(query.includes("window") ? "batch" : "event", query.includes("window") ? 2 : 8);
    const sent = { frames: text.match(/^event: /gm)?.length, bytes: Buffer.byteLength(text) };
    const { connections, totals } = await statsOf(workspace);
    expect(connections).toMatchObject([sent]);
    expect(totals).toMatchObject(sent);
    await reader.close();
    expect((await statsOf(workspace)).totals).toMatchObject(sent);
  },
);

test("needs the scope read and takes no parameters", async () => {
  const { id, key } = await createTestWorkspace();
  const sender = mintKey();
  const record = {
    name: "sender",
    prefix: sender.prefix,
    hash: hashKey(sender.key),
    createdBy: null,
    expiresAt: null,
    rateLimit: null,
  };
  await createApiKey(id, { ...record, scopes: ["ingest"] });
  expect((await call(streamStatsEndpoint, { key: "no-such-key" })).status).toBe(401);
  expect((await call(streamStatsEndpoint, { key: sender.key })).status).toBe(403);
  expect((await call(streamStatsEndpoint, { key, target: "/?limit=1" })).status).toBe(400);
});
