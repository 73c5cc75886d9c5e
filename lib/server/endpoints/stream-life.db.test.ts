import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { EventSource } from "eventsource";
import { afterAll, beforeAll, expect, test } from "vitest";
import { follow } from "@/emitter";
import { answerNode } from "../http/node-adapter";
import { call, createTestWorkspace, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { ingestEndpoint } from "./ingest";
import { streamEndpointOf } from "./stream";

withTestDatabase();

// What a platform with a limit does: it is looked at every two seconds, so streams last about as long here.
const table = streamEndpointOf({ lifeMs: 1_000 });
const server = createServer((request, response) => void answerNode(table, request, response));
let url: string;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const store = (workspace: TestWorkspace) =>
  call(ingestEndpoint, { method: "POST", key: workspace.key, body: [{ event_type: "note", agent_id: "a" }] });

test("streams that end at the platform's limit say so, and readers resume without a gap or a double", async () => {
  const workspace = await createTestWorkspace();
  const limits = { followed: 0, standard: 0 };
  const cursors = { followed: [] as number[], standard: [] as number[] };
  const done = new AbortController();
  const source = new EventSource(`${url}/api/v1/events/stream?cursor=0`, {
    fetch: (address, init) =>
      fetch(address, { ...init, headers: { ...init?.headers, authorization: `Bearer ${workspace.key}` } }),
  });
  source.addEventListener("event", ({ lastEventId }) => cursors.standard.push(Number(lastEventId)));
  source.addEventListener("goodbye", ({ data }) => {
    if (JSON.parse(data).reason === "limit") limits.standard += 1;
  });
  const following = (async () => {
    const onState = (state: { kind: string; reason?: string }) => {
      if (state.reason?.includes("limit")) limits.followed += 1;
    };
    for await (const { cursor } of follow({ url, apiKey: workspace.key, after: 0, signal: done.signal, onState })) {
      cursors.followed.push(cursor);
    }
  })();
  let stored = 0;
  while (limits.followed < 2 || limits.standard < 1) {
    expect((await store(workspace)).status).toBe(200);
    stored += 1;
    await sleep(10);
  }
  const all = Array.from({ length: stored }, (_, i) => i + 1);
  await expect.poll(() => cursors.followed.length, { timeout: 10_000 }).toBe(stored);
  await expect.poll(() => cursors.standard.length, { timeout: 10_000 }).toBe(stored);
  expect(cursors).toEqual({ followed: all, standard: all });
  done.abort();
  source.close();
  await following;
});
