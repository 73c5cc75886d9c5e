import { beforeEach, expect, test } from "vitest";
import type { Agent } from "../contract/agent";
import { ActivityReader } from "./activity-reader";
import { feedOf } from "./feed";
import { FeedKeeper, streamsMax } from "./feed-keeper";
import { SharedStreams } from "./shared-streams";
import { aloneLink } from "./tab-link";
import { Surroundings } from "./test-surroundings";

let around: Surroundings;
beforeEach(() => {
  around = new Surroundings();
});

function listen(streams = new SharedStreams({ link: aloneLink(), platform: around, probe: async () => "try-again" })) {
  const told = { agents: [] as string[], states: [] as string[], resets: 0 };
  const reader = new ActivityReader({
    workspace: "harbor",
    streams,
    onAgents: (agents) => told.agents.push(...agents.map(({ agent_id }) => agent_id)),
    onState: ({ kind }) => told.states.push(kind),
    onReset: () => {
      told.resets += 1;
    },
  });
  return Object.assign(told, { reader });
}

/** Agents that the newest connection tells of, and the moment after which they are passed on. */
function say(...ids: string[]) {
  for (const agent_id of ids) around.connection.send("agent", 10, { agent_id });
  around.pass(50);
}

test("all agents come first, then each that changes, and the cursors between prove nothing", () => {
  const told = listen();
  expect(around.connection.address).toBe("/api/v1/agents/activity/stream?workspace=harbor");
  around.connection.subscribe({ at: 10 });
  say("a", "b");
  around.connection.send("replay_complete", 10, { cursor: 10, replayed: 2 });
  expect(told.states.at(-1)).toBe("live");
  around.connection.send("ping", 90, { time: "", head: 90 });
  say("b");
  expect(told).toMatchObject({ agents: ["a", "b", "b"], resets: 0 });
  told.reader.close();
  expect(around.openConnections).toEqual([]);
});

test("after a cut it comes back by itself and hears all of them anew", () => {
  const told = listen();
  around.connection.subscribe({ at: 10 });
  say("a");
  around.connection.send("replay_complete", 10, { cursor: 10, replayed: 1 });
  around.connection.fire("error");
  expect(told.states.at(-1)).toBe("reconnecting");
  around.pass(2_000);
  around.connection.subscribe({ at: 12 });
  say("a", "b");
  around.connection.send("replay_complete", 12, { cursor: 12, replayed: 2 });
  expect(told.agents).toEqual(["a", "a", "b"]);
  expect(told.states.at(-1)).toBe("live");
  expect(around.connections).toHaveLength(2);
});

test("without a frame for long the connection counts as dead", () => {
  const told = listen();
  around.connection.subscribe({ at: 10 });
  around.pass(39_000);
  say("a");
  around.pass(39_000);
  expect(told.states.at(-1)).not.toBe("reconnecting");
  around.pass(2_000);
  expect(told.states.at(-1)).toBe("reconnecting");
});

test("of another log nothing that was told may stand", () => {
  const told = listen();
  around.connection.subscribe({ at: 10 });
  around.connection.fire("error");
  around.pass(2_000);
  around.connection.subscribe({ at: 3, logId: "log-2" });
  expect(told.resets).toBe(1);
});

test("a tab that comes later is told everything that is known, and nothing of another log", () => {
  const feed = listen().reader.feed;
  const news: unknown[] = [];
  const keeper = new FeedKeeper({
    platform: around,
    probe: async () => "try-again",
    tell: (_, each) => news.push(each),
    onRoom() {},
  });
  keeper.want(feed, { tab: "first", cursor: 0 });
  around.connection.subscribe({ at: 10 });
  say("a", "b");
  say("a");
  around.connection.send("ping", 90, { time: "", head: 90 });
  expect(news).not.toContainEqual(expect.objectContaining({ kind: "gap" }));
  news.length = 0;
  keeper.want(feed, { tab: "second", cursor: 0 });
  const known = (): string[] =>
    (news as { kind: string; agents: Agent[] }[])
      .filter(({ kind }) => kind === "agents")
      .flatMap(({ agents }) => agents.map(({ agent_id }) => agent_id));
  expect(known().sort()).toEqual(["a", "b"]);
  around.connection.fire("error");
  around.pass(2_000);
  around.connection.subscribe({ at: 3, logId: "log-2" });
  say("c");
  news.length = 0;
  keeper.want(feed, { tab: "third", cursor: 0 });
  expect(known()).toEqual(["c"]);
  keeper.close();
});

test("it is one of the streams that a browser may hold, and says so where none is left", () => {
  const streams = new SharedStreams({ link: aloneLink(), platform: around, probe: async () => "try-again" });
  const readers = Array.from({ length: streamsMax }, (_, i) => ({
    feed: feedOf("harbor", { project: [`p${i}`] }),
    cursor: 0,
    isResting: false,
    isPolling: false,
    take() {},
    wake() {},
  }));
  const [leaveFirst] = readers.map((reader) => streams.join(reader));
  const told = listen(streams);
  expect(told.reader.isPolling).toBe(true);
  expect(around.openConnections).toHaveLength(streamsMax);
  leaveFirst?.();
  expect(told.states).toEqual(["polling", "connecting"]);
  expect(around.openConnections).toHaveLength(streamsMax);
});
