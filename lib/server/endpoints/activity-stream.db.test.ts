import { afterEach, describe, expect, test, vi } from "vitest";
import type { Agent, AgentList } from "@/lib/contract/agent";
import type { Problem } from "@/lib/contract/problem";
import { idleAfterMs, lostAfterMs } from "@/lib/timeline/agent-state";
import { joinActivity } from "../live/activity";
import { countStreamsOf } from "../live/open-streams";
import { agentsPosition, changedAgents, placeOfNewestAgents } from "../projections/changed-agents";
import { listApiKeys, revokeApiKey } from "../store/api-keys";
import { type StreamFrame, StreamReader } from "../testing/stream-reader";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { catchUpNow } from "../testing/with-projections";
import { activityStreamEndpoint } from "./activity-stream";
import { agentsEndpoint } from "./agents";
import { ingestEndpoint } from "./ingest";

withTestDatabase();
afterEach(() => {
  vi.useRealTimers();
});

const open = (workspace: TestWorkspace, query = "", headers: Record<string, string> = {}) =>
  StreamReader.open(activityStreamEndpoint, workspace, query, headers);

const store = async ({ id, key }: TestWorkspace, ...events: Record<string, unknown>[]) => {
  const body = events.map((event) => ({ event_type: "note", ...event }));
  expect((await call(ingestEndpoint, { method: "POST", key, body })).status).toBe(200);
  await catchUpNow(id);
};

/** The frames up to `replay_complete`, without the first, and that one. */
async function stateOfAll(reader: StreamReader) {
  expect((await reader.next()).name).toBe("subscribed");
  const frames: StreamFrame[] = [];
  for (;;) {
    const frame = await reader.next();
    if (frame.name === "replay_complete") return { frames, complete: frame };
    expect(frame.name).toBe("agent");
    frames.push(frame);
  }
}

/** The next agent that is told, whatever else is said before. */
async function nextAgent(reader: StreamReader): Promise<Agent> {
  for (;;) {
    const { name, data } = await reader.next();
    if (name === "agent") return data as Agent;
    expect(name).toBe("ping");
  }
}

const idsOf = (frames: StreamFrame[]) => frames.map(({ data }) => data.agent_id).sort();

describe("the state of all comes first", () => {
  test("each agent once, as the list tells it, at the place that the log had reached", async () => {
    const workspace = await createTestWorkspace();
    const names = Array.from({ length: 40 }, (_, i) => `agent-${i}`);
    await store(workspace, ...names.map((agent_id) => ({ agent_id, event_type: "task_started", task_id: "t" })));
    await store(workspace, { agent_id: "agent-3", event_type: "permission.requested" }, { source: "nobody" });
    const reader = await open(workspace);
    const [opening] = await reader.take(1);
    expect(opening).toMatchObject({ id: 42, name: "subscribed", data: { filter: {}, cursor: 42, head: 42, floor: 1 } });
    const frames = await reader.take(40);
    expect(await reader.next()).toEqual({ id: 42, name: "replay_complete", data: { cursor: 42, replayed: 40 } });
    expect(frames.every(({ id, name }) => id === 42 && name === "agent")).toBe(true);
    const list = jsonOf<AgentList>(await call(agentsEndpoint, { key: workspace.key, target: "/?limit=100" }));
    const listed = new Map(list.agents.map((agent) => [agent.agent_id, agent]));
    expect(new Map(frames.map(({ data }) => [data.agent_id, data]))).toEqual(listed);
    await reader.close();
  });

  test("of an empty workspace: none, and its first agent when it speaks", async () => {
    const workspace = await createTestWorkspace();
    const reader = await open(workspace);
    expect((await stateOfAll(reader)).complete).toEqual({
      id: 0,
      name: "replay_complete",
      data: { cursor: 0, replayed: 0 },
    });
    await store(workspace, { agent_id: "first" });
    expect(await reader.next()).toMatchObject({ id: 1, name: "agent", data: { agent_id: "first" } });
    await reader.close();
  });

  test("again for who comes back, wherever it stood, and for who comes second", async () => {
    const workspace = await createTestWorkspace();
    await store(workspace, { agent_id: "a" }, { agent_id: "b" });
    const first = await open(workspace);
    await stateOfAll(first);
    await store(workspace, { agent_id: "c" });
    for (const lastEventId of ["2", "99", "no number"]) {
      const reader = await open(workspace, "", { "last-event-id": lastEventId });
      // What was acknowledged before it was opened is in it.
      const { frames, complete } = await stateOfAll(reader);
      expect(idsOf(frames)).toEqual(["a", "b", "c"]);
      expect(complete).toMatchObject({ id: 3 });
      await reader.close();
    }
    await first.close();
  });

  test("of those that the filter names, which hold for what follows too", async () => {
    const workspace = await createTestWorkspace();
    await store(workspace, { agent_id: "a", source: "x" }, { agent_id: "b", source: "x" }, { agent_id: "b,c" });
    const byId = await open(workspace, "agent_id=b,b\\,c");
    const bySource = await open(workspace, "source=x&client_id=panel");
    expect(idsOf((await stateOfAll(byId)).frames)).toEqual(["b", "b,c"]);
    expect(idsOf((await stateOfAll(bySource)).frames)).toEqual(["a", "b"]);
    await store(workspace, { agent_id: "a", source: "x" });
    expect(await nextAgent(bySource)).toMatchObject({ agent_id: "a" });
    await store(workspace, { agent_id: "b,c" });
    expect(await nextAgent(byId)).toMatchObject({ agent_id: "b,c" });
    await store(workspace, { agent_id: "b", source: "x" });
    expect(await nextAgent(bySource)).toMatchObject({ agent_id: "b" });
    for (const reader of [byId, bySource]) await reader.close();
  });
});

describe("then what changes", () => {
  test("an agent is told when events name it, and nothing when they name none", async () => {
    const workspace = await createTestWorkspace();
    await store(workspace, { agent_id: "a" }, { agent_id: "b" });
    const reader = await open(workspace);
    await stateOfAll(reader);
    await store(workspace, { agent_id: "a", event_type: "task_started", task_id: "t", operation: "Berth 1" });
    expect(await nextAgent(reader)).toMatchObject({ agent_id: "a", task_id: "t", counts: { events: 2 } });
    await store(workspace, { source: "nobody" });
    await store(workspace, { agent_id: "a", event_type: "task_failed", task_id: "t", status: "failure" });
    const frame = await reader.next();
    expect(frame).toMatchObject({ id: 5, name: "agent", data: { agent_id: "a", counts: { events: 3, errors: 1 } } });
    expect(frame.data).toMatchObject({ status: { state: "failed", cursor: 5 } });
    await reader.close();
  });

  test("in a flood every agent that it names ends in its true state", async () => {
    const workspace = await createTestWorkspace();
    const reader = await open(workspace);
    await stateOfAll(reader);
    const events = Array.from({ length: 1_000 }, (_, i) => ({ agent_id: `agent-${i % 20}` }));
    await Promise.all(Array.from({ length: 4 }, () => store(workspace, ...events)));
    const counts = new Map<string, number>();
    while (counts.size < 20 || [...counts.values()].some((count) => count < 200)) {
      const agent = await nextAgent(reader);
      counts.set(agent.agent_id, agent.counts.events);
    }
    expect([...counts.values()]).toEqual(Array(20).fill(200));
    await reader.close();
  });

  test("silence changes an agent when it comes due", async () => {
    const workspace = await createTestWorkspace();
    await store(
      workspace,
      { agent_id: "at work", event_type: "task_started", task_id: "t" },
      { agent_id: "at rest" },
      { agent_id: "asking", event_type: "permission.requested" },
    );
    const reader = await open(workspace);
    await stateOfAll(reader);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + idleAfterMs });
    expect(await nextAgent(reader)).toMatchObject({ agent_id: "at rest", status: { state: "idle", cursor: 2 } });
    vi.setSystemTime(Date.now() + lostAfterMs);
    expect(await nextAgent(reader)).toMatchObject({ agent_id: "at work", status: { state: "lost", cursor: 1 } });
    vi.setSystemTime(Date.now() + 10 * lostAfterMs);
    await store(workspace, { agent_id: "at work", event_type: "task_completed", task_id: "t" });
    expect(await nextAgent(reader)).toMatchObject({ agent_id: "at work", status: { state: "done", cursor: 4 } });
    await reader.close();
  });

  test("a slow reader gets the newest state of each agent, and nothing of what lay between", async () => {
    const workspace = await createTestWorkspace();
    const [slow, quick] = [await open(workspace), await open(workspace)];
    for (const reader of [slow, quick]) await stateOfAll(reader);
    for (const agent_id of ["a", "b", "a", "a"]) {
      await store(workspace, { agent_id });
      expect(await nextAgent(quick)).toMatchObject({ agent_id });
    }
    expect(await nextAgent(slow)).toMatchObject({ agent_id: "b", counts: { events: 1 } });
    expect(await nextAgent(slow)).toMatchObject({ agent_id: "a", counts: { events: 3 } });
    await store(workspace, { agent_id: "c" });
    expect(await nextAgent(slow)).toMatchObject({ agent_id: "c" });
    for (const reader of [slow, quick]) await reader.close();
  });

  test("agents of another workspace never come", async () => {
    const [mine, other] = [await createTestWorkspace(), await createTestWorkspace()];
    await store(other, { agent_id: "theirs before" });
    const [reader, theirs] = [await open(mine), await open(other)];
    expect((await stateOfAll(reader)).frames).toEqual([]);
    await stateOfAll(theirs);
    await store(other, { agent_id: "theirs" });
    expect(await nextAgent(theirs)).toMatchObject({ agent_id: "theirs" });
    await store(mine, { agent_id: "mine" });
    expect(await nextAgent(reader)).toMatchObject({ agent_id: "mine" });
    for (const each of [reader, theirs]) await each.close();
  });
});

describe("how it is asked for and ends", () => {
  test.each(["cursor=1", "kinds=task.*", "since=1h", "project=p", "window=1s", "colour=red", "client_id="])(
    "%s is a 400 that names it",
    async (query) => {
      const { key } = await createTestWorkspace();
      const answer = await call(activityStreamEndpoint, { key, target: `/?${query}` });
      expect(answer.status).toBe(400);
      expect(jsonOf<Problem>(answer).errors?.[0]?.path).toBe(query.split("=", 1)[0]);
    },
  );

  test("a revoked key is cut off with a goodbye", async () => {
    const workspace = await createTestWorkspace();
    const reader = await open(workspace);
    await stateOfAll(reader);
    for (const { id } of await listApiKeys(workspace.id)) await revokeApiKey(workspace.id, id);
    const before = Date.now();
    expect(await reader.next()).toMatchObject({ name: "goodbye", data: { reason: "credential" } });
    expect(Date.now() - before).toBeLessThan(5_000);
    await reader.close();
  });

  test("HEAD answers the headers and holds nothing open", async () => {
    const workspace = await createTestWorkspace();
    const [owner] = await listApiKeys(workspace.id);
    const answer = await call(activityStreamEndpoint, { method: "HEAD", key: workspace.key });
    expect(answer).toMatchObject({
      status: 200,
      headers: { "content-type": expect.stringContaining("text/event-stream") },
      body: null,
    });
    expect(countStreamsOf(owner?.id ?? "")).toBe(0);
  });

  test("when the last reader has gone nobody follows the workspace any more", async () => {
    const workspace = await createTestWorkspace();
    const source = {
      position: agentsPosition,
      placeOfNewest: placeOfNewestAgents,
      changedAfter: changedAgents,
      onMove: () => () => {},
    };
    const followed = async () => {
      const { activity, leave } = await joinActivity(workspace.id, source, () => {});
      leave();
      return activity;
    };
    const readers = [await open(workspace), await open(workspace)];
    for (const reader of readers) await stateOfAll(reader);
    const shared = await followed();
    await readers[0]?.close();
    expect(await followed()).toBe(shared);
    await readers[1]?.close();
    expect(await followed()).not.toBe(shared);
  });
});
