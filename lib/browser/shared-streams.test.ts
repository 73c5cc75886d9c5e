import { beforeEach, describe, expect, test } from "vitest";
import { ApiProblem } from "./api";
import { FeedReader } from "./feed-reader";
import { SharedStreams } from "./shared-streams";
import type { TabLink, TabMessage } from "./tab-link";
import { Surroundings } from "./test-surroundings";

/** A browser's locks and channel: who leads, who lives, and words that arrive later, in order. */
class Room {
  readonly #tabs = new Map<string, { take(message: TabMessage): void; rest(): void; goOn(): void }>();
  #queue: { lead: () => void; deposed: () => void }[] = [];
  #watches: { tab: string; run: () => void }[] = [];
  #words: { to: string; message: TabMessage }[] = [];
  /** Tabs whose program stands still: they hear and say nothing, and hold what they hold. */
  readonly hung = new Set<string>();

  link(tab: string): TabLink {
    const handlers = { take: (_: TabMessage) => {}, rest: () => {}, goOn: () => {} };
    this.#tabs.set(tab, handlers);
    return {
      tab,
      post: (message) => {
        if (this.hung.has(tab)) return;
        for (const to of this.#tabs.keys()) if (to !== tab) this.#words.push({ to, message: structuredClone(message) });
      },
      onMessage(take) {
        handlers.take = take;
      },
      campaign: ({ seize, lead, deposed }) => {
        const candidate = { lead, deposed };
        const before = this.#queue[0];
        if (seize) this.#queue = [candidate, ...this.#queue.slice(1)];
        else this.#queue.push(candidate);
        if (seize || !before) queueMicrotask(() => this.#queue[0] === candidate && lead());
        if (seize) before?.deposed();
        return () => this.#withdraw(candidate);
      },
      onGone: (gone, run) => {
        const watch = { tab: gone, run };
        this.#watches.push(watch);
        return () => {
          this.#watches = this.#watches.filter((each) => each !== watch);
        };
      },
      onRest: (given) => Object.assign(handlers, given),
    };
  }

  freeze(tab: string) {
    this.#tabs.get(tab)?.rest();
  }
  thaw(tab: string) {
    this.#tabs.get(tab)?.goOn();
  }
  /** The tab is gone without a word. */
  crash(tab: string, resign: () => void) {
    this.#tabs.delete(tab);
    resign();
    for (const { tab: gone, run } of [...this.#watches]) if (gone === tab) run();
  }

  /** Lets all words arrive and all pages come. */
  async settle() {
    for (let turn = 0; turn < 20; turn += 1) {
      for (const { to, message } of this.#words.splice(0)) if (!this.hung.has(to)) this.#tabs.get(to)?.take(message);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #withdraw(candidate: { lead: () => void; deposed: () => void }) {
    const led = this.#queue[0] === candidate;
    this.#queue = this.#queue.filter((each) => each !== candidate);
    const [next] = this.#queue;
    if (led && next) queueMicrotask(() => this.#queue[0] === next && next.lead());
  }
}

class Tab {
  readonly streams: SharedStreams;
  resign: () => void = () => {};
  constructor(room: Room, name: string) {
    const link = room.link(name);
    const campaign: TabLink["campaign"] = (options) => {
      this.resign = link.campaign(options);
      return this.resign;
    };
    this.streams = new SharedStreams({ link: { ...link, campaign }, platform: around, probe: async () => "try-again" });
  }
  read(feed: string, cursor: number | "latest" | "earliest" = 10) {
    const told = { cursors: [] as number[], states: [] as string[], other: [] as unknown[] };
    const reader = new FeedReader({
      feed,
      cursor,
      streams: this.streams,
      platform: around,
      onEvents: (events) => told.cursors.push(...events.map((event) => event.cursor)),
      onState: ({ kind }) => told.states.push(kind),
      onReconnected: (reconnection) => told.other.push(reconnection),
      onReset: (reset) => told.other.push(reset),
      onGap: (gap) => told.other.push(gap),
    });
    return Object.assign(told, { reader, state: () => told.states.at(-1) });
  }
}

let around: Surroundings;
let room: Room;

beforeEach(() => {
  around = new Surroundings();
  around.log = range(1, 10);
  room = new Room();
});

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** The newest connection begins after `at` and catches up with the log. */
function serve(at: number) {
  const { connection } = around;
  const head = around.log.at(-1) ?? 0;
  connection.subscribe({ at, head });
  connection.events(...around.log.filter((cursor) => cursor > at));
  connection.send("replay_complete", head);
  return connection;
}

/** Appended, and told by every open connection. */
async function append(...cursors: number[]) {
  around.log.push(...cursors);
  for (const connection of around.openConnections) connection.events(...cursors);
  around.pass(50);
  await room.settle();
}

describe("Tabs that read the same", () => {
  test("share one stream, and each has every event once", async () => {
    const [first, second, third] = ["a", "b", "c"].map((name) => new Tab(room, name));
    const readings = [first?.read("f"), second?.read("f")];
    await room.settle();
    expect(around.connections.map(({ address }) => address)).toEqual(["/api/v1/events/stream?f&cursor=10"]);
    serve(10);
    await append(11, 12);
    readings.push(third?.read("f"));
    await append(13);
    expect(around.connections).toHaveLength(1);
    expect(readings.map((reading) => reading?.cursors)).toEqual([
      [11, 12, 13],
      [11, 12, 13],
      [11, 12, 13],
    ]);
    expect(readings.map((reading) => reading?.state())).toEqual(["live", "live", "live"]);
  });

  test("go on when the leader closes or crashes, from where each stands", async () => {
    const first = new Tab(room, "a");
    const second = new Tab(room, "b");
    const third = new Tab(room, "c");
    first.read("f");
    const behind = second.read("f", 8);
    await room.settle();
    serve(10);
    await append(11);
    const late = third.read("f", 11);
    await room.settle();
    room.crash("a", first.resign);
    for (const { close } of around.connections.map((c) => ({ close: () => c.close() }))) close();
    // Nobody reads, and the log goes on.
    await append(12, 13);
    expect(around.openConnections.map(({ address }) => address)).toEqual(["/api/v1/events/stream?f&cursor=11"]);
    serve(11);
    await append(14);
    expect(behind.cursors).toEqual(range(9, 14));
    expect(late.cursors).toEqual([12, 13, 14]);
  });

  test("A leader that is frozen hands over, and thawed it catches up", async () => {
    const first = new Tab(room, "a");
    const frozen = first.read("f");
    const other = new Tab(room, "b").read("f");
    await room.settle();
    serve(10);
    await append(11);
    room.freeze("a");
    room.hung.add("a");
    await room.settle();
    expect(around.openConnections).toHaveLength(1);
    serve(11);
    await append(12, 13);
    expect(other.cursors).toEqual([11, 12, 13]);
    room.hung.delete("a");
    room.thaw("a");
    await room.settle();
    await append(14);
    expect(frozen.cursors).toEqual([11, 12, 13, 14]);
    expect(around.openConnections).toHaveLength(1);
  });

  test("A leader that hangs without a word is replaced after a minute", async () => {
    new Tab(room, "a").read("f");
    const other = new Tab(room, "b").read("f");
    await room.settle();
    serve(10);
    await append(11);
    room.hung.add("a");
    around.pass(60_000);
    await room.settle();
    expect(around.connection.address).toBe("/api/v1/events/stream?f&cursor=11");
    serve(11);
    await append(12);
    expect(other.cursors).toEqual([11, 12]);
  });

  test("A word that got lost is read from the log", async () => {
    new Tab(room, "a").read("f");
    const other = new Tab(room, "b").read("f");
    await room.settle();
    serve(10);
    await append(11);
    room.hung.add("b");
    await append(12, 13);
    room.hung.delete("b");
    await append(14);
    expect(other.cursors).toEqual([11, 12, 13, 14]);
    expect(around.pagesRead).toHaveLength(1);
  });

  test("A reader that is ahead of the stream takes only what it doesn't know", async () => {
    new Tab(room, "a").read("f");
    const ahead = [new Tab(room, "b").read("f", 12), new Tab(room, "c").read("f", 14)];
    await room.settle();
    serve(10);
    await append(11);
    await append(12, 13, 14, 15);
    await append(16);
    expect(ahead.map(({ cursors }) => cursors)).toEqual([
      [13, 14, 15, 16],
      [15, 16],
    ]);
    expect(around.pagesRead).toEqual([]);
  });

  test("A reader far behind catches up page by page, while new events arrive", async () => {
    around.log = range(1, 2_500);
    new Tab(room, "a").read("f", 2_500);
    await room.settle();
    serve(2_500);
    const far = new Tab(room, "b").read("f", 0);
    await room.settle();
    await append(2_501);
    await append(2_502);
    expect(far.cursors).toEqual(range(1, 2_502));
    expect(around.pagesRead.filter((address) => address.includes("before=2501"))).toHaveLength(3);
    expect(far.state()).toBe("live");
  });

  test("What comes while a reader catches up is held only so far, and nothing of it is missing in the end", async () => {
    new Tab(room, "a").read("f");
    await room.settle();
    serve(10);
    let letGo = () => {};
    around.pagesWait = new Promise((resolve) => {
      letGo = resolve;
    });
    const behind = new Tab(room, "b").read("f", 5);
    for (const from of [11, 4_011, 8_011]) await append(...range(from, from + 3_999));
    expect(behind.cursors).toEqual([]);
    letGo();
    await room.settle();
    expect(behind.cursors).toEqual(range(6, 12_010));
    expect(around.pagesRead.length).toBeGreaterThan(5);
  });

  test("A page that fails while catching up is tried again, and says so", async () => {
    new Tab(room, "a").read("f");
    await room.settle();
    serve(10);
    around.pageFailure = new ApiProblem({ status: 503, title: "Away", detail: "" }, { requestId: null });
    const behind = new Tab(room, "b").read("f", 5);
    await room.settle();
    expect(behind.states.slice(-2)).toEqual(["catching-up", "reconnecting"]);
    around.pageFailure = null;
    around.pass(1_000);
    await room.settle();
    expect(behind.cursors).toEqual(range(6, 10));
    expect(behind.state()).toBe("live");
  });
});

describe("At most three streams", () => {
  test("are open; a fourth filter is paged, and gets the first that becomes free", async () => {
    const tab = new Tab(room, "a");
    const other = new Tab(room, "b");
    const first = tab.read("f1");
    tab.read("f2");
    other.read("f3");
    const fourth = other.read("f4");
    await room.settle();
    for (const connection of around.connections) {
      connection.subscribe({ at: 10 });
      connection.send("replay_complete", 10);
    }
    expect(around.openConnections).toHaveLength(3);
    expect(fourth.state()).toBe("polling");
    await append(11);
    expect(fourth.cursors).toEqual([]);
    around.pass(2_000);
    await room.settle();
    expect(fourth.cursors).toEqual([11]);

    first.reader.close();
    await room.settle();
    expect(around.openConnections).toHaveLength(3);
    expect(around.connection.address).toBe("/api/v1/events/stream?f4&cursor=11");
    serve(11);
    await append(12);
    expect(fourth.cursors).toEqual([11, 12]);
    expect(fourth.state()).toBe("live");
    const pages = around.pagesRead.length;
    around.pass(10_000);
    await room.settle();
    expect(around.pagesRead).toHaveLength(pages);
  });

  test("A tab that crashes gives its streams back", async () => {
    const leader = new Tab(room, "a");
    leader.read("f1");
    const crashing = new Tab(room, "b");
    crashing.read("f2");
    crashing.read("f3");
    await room.settle();
    const waiting = leader.read("f4");
    await room.settle();
    expect(waiting.state()).toBe("polling");
    room.crash("b", crashing.resign);
    await room.settle();
    expect(around.openConnections.map(({ address }) => address)).toEqual([
      "/api/v1/events/stream?f1&cursor=10",
      "/api/v1/events/stream?f4&cursor=10",
    ]);
  });
});

describe("What one tab learns, all learn", () => {
  test("A log-out ends every tab's reading, and no tab asks again until it is looked at", async () => {
    const readings = [new Tab(room, "a").read("f"), new Tab(room, "b").read("f")];
    await room.settle();
    serve(10);
    await room.settle();
    new Tab(room, "c").streams.signOut();
    await room.settle();
    expect(readings.map(({ state }) => state())).toEqual(["signed-out", "signed-out"]);
    expect(around.openConnections).toEqual([]);
    room.freeze("a");
    around.pass(120_000);
    await room.settle();
    expect(around.connections).toHaveLength(1);
    around.wake();
    await room.settle();
    expect(around.openConnections).toHaveLength(1);
  });

  test("A gap, a cut and a reset are told in every tab", async () => {
    const readings = ["a", "b"].map((name) => new Tab(room, name).read("f"));
    await room.settle();
    serve(10);
    around.connection.events(11, 13);
    around.connection.fire("error");
    around.pass(1_000);
    around.connection.subscribe({ at: 13 });
    around.connection.send("replay_complete", 13);
    around.connection.send("reset", 39, { reason: "expired", requested: "13", floor: 40, head: 50 });
    await room.settle();
    for (const { cursors, other } of readings) {
      expect(cursors).toEqual([11, 13]);
      expect(other).toMatchObject([
        { expected: 12, got: 13 },
        { from: 13, to: 13 },
        { reason: "expired", cursor: 39 },
      ]);
    }
  });

  test("Whoever looks at any tab has the stream tried at once", async () => {
    new Tab(room, "a").read("f");
    new Tab(room, "b").read("f");
    await room.settle();
    around.connection.fire("error");
    around.wake();
    await room.settle();
    expect(around.connections).toHaveLength(2);
  });
});

describe("Where reading begins", () => {
  test("latest is after the head, earliest before the floor", async () => {
    const tab = new Tab(room, "a");
    around.log = range(5, 10);
    tab.read("f", "latest");
    await room.settle();
    const fromTheFloor = tab.read("g", "earliest");
    await room.settle();
    expect(fromTheFloor.reader.start).toBe(4);
    expect(around.connections.map(({ address }) => address)).toEqual([
      "/api/v1/events/stream?f&cursor=10",
      "/api/v1/events/stream?g&cursor=4",
    ]);
  });
});
