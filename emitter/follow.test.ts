import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { parseFilter } from "@/lib/timeline/filter";
import { type FollowOptions, type FollowReset, type FollowState, follow } from "./index";
import { formatStreamFilter } from "./stream-filter";
import {
  type Connection,
  cut,
  event,
  goodbye,
  live,
  ping,
  reset,
  startStreamingServer,
  subscribed,
  write,
} from "./streaming-server";

const servers: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(...answers: ((connection: Connection) => void | Promise<void>)[]) {
  const server = await startStreamingServer(...answers);
  servers.push(server);
  return server;
}

type Told = { states: FollowState[]; resets: FollowReset[] };

/** Follows and keeps what was told. */
function listen(url: string, options: Partial<FollowOptions> = {}) {
  const told: Told = { states: [], resets: [] };
  const events = follow({
    url,
    apiKey: "key-1",
    onState: (state) => told.states.push(state),
    onReset: (reset) => void told.resets.push(reset),
    ...options,
  });
  return { events, told };
}

async function take(events: AsyncIterableIterator<{ cursor: number }>, count: number): Promise<number[]> {
  const cursors: number[] = [];
  for await (const { cursor } of events) {
    cursors.push(cursor);
    if (cursors.length === count) break;
  }
  return cursors;
}

const reasonsOf = ({ states }: Told) =>
  states.flatMap((state) => (state.kind === "reconnecting" ? [state.reason] : []));

test("events come in order, with the key, from where they were asked for", async () => {
  const server = await serve((connection) => write(connection, subscribed(4), event(5), event(6), live(6), event(7)));
  const { events, told } = listen(server.url, { after: 4, clientId: "nightly" });
  expect(await take(events, 3)).toEqual([5, 6, 7]);
  const [{ url, headers } = { url: new URL("x:"), headers: {} }] = server.connections;
  expect(headers).toMatchObject({ authorization: "Bearer key-1", accept: "text/event-stream" });
  expect(Object.fromEntries(url.searchParams)).toEqual({ cursor: "4", client_id: "nightly" });
  expect(told.states).toEqual([
    { kind: "connecting", after: 4 },
    { kind: "catching-up", cursor: 4, head: 4, logId: "log-1" },
    { kind: "live", cursor: 6 },
  ]);
});

describe("a cut is mended without a gap or a double", () => {
  test("in the middle of a frame, and of a character", async () => {
    const half = Buffer.from(event(3)).subarray(0, Buffer.from(event(3)).indexOf(Buffer.from("👩")) + 2);
    const server = await serve(
      async (connection) => {
        write(connection, subscribed(0), event(1), event(2));
        connection.response.write(half, () => cut(connection));
      },
      (connection) => write(connection, subscribed(2), event(3), live(3)),
    );
    const { events, told } = listen(server.url, { after: "earliest" });
    expect(await take(events, 3)).toEqual([1, 2, 3]);
    expect(server.cursors()).toEqual(["earliest", "2"]);
    expect(reasonsOf(told)).toHaveLength(1);
  });

  test("what comes a second time is passed over", async () => {
    const server = await serve(
      (connection) => {
        write(connection, subscribed(0), event(1), event(2));
        connection.response.end();
      },
      (connection) => write(connection, subscribed(0), event(1), event(2), event(2), event(3)),
    );
    expect(await take(listen(server.url, { after: 0 }).events, 3)).toEqual([1, 2, 3]);
  });

  test("a hole in an unfiltered stream is asked for again, at an event and at a ping", async () => {
    const server = await serve(
      (connection) => write(connection, subscribed(0), event(1), event(3)),
      (connection) => write(connection, subscribed(1), ping(2)),
      (connection) => write(connection, subscribed(1), event(2), event(3)),
    );
    const { events, told } = listen(server.url, { after: 0 });
    expect(await take(events, 3)).toEqual([1, 2, 3]);
    expect(server.cursors()).toEqual(["0", "1", "1"]);
    expect(reasonsOf(told)).toEqual(Array(2).fill(expect.stringContaining("left out what follows cursor 1")));
  });

  test("filtered, cursors have holes, and a ping's position is where it goes on", async () => {
    const filter = { kinds: "note" };
    const server = await serve(
      (connection) => {
        write(connection, subscribed(0, { filter }), event(3), event(8), live(9), ping(40));
        connection.response.end();
      },
      (connection) => write(connection, subscribed(40, { filter }), event(50)),
    );
    expect(await take(listen(server.url, { after: 0, filter }).events, 3)).toEqual([3, 8, 50]);
    expect(server.cursors()).toEqual(["0", "40"]);
  });

  test("after latest, the position of the first answer is kept, even where nothing else came", async () => {
    const server = await serve(
      (connection) => {
        write(connection, subscribed(7));
        connection.response.end();
      },
      (connection) => write(connection, subscribed(7), event(8)),
    );
    expect(await take(listen(server.url).events, 1)).toEqual([8]);
    expect(server.cursors()).toEqual(["latest", "7"]);
  });

  test("a server that is not there yet is waited for", async () => {
    const server = await serve((connection) => write(connection, subscribed(0), event(1)));
    await server.close();
    const { events, told } = listen(server.url, {
      onState: (state) => {
        told.states.push(state);
        if (state.kind === "reconnecting") void server.listenAgain();
      },
    });
    expect(await take(events, 1)).toEqual([1]);
    expect(reasonsOf(told)).toEqual([expect.stringContaining("ECONNREFUSED")]);
  });

  test("a connection that died without a word is left for another", async () => {
    const server = await serve(
      (connection) => write(connection, subscribed(0), event(1)),
      () => {},
      (connection) => write(connection, subscribed(1), event(2)),
    );
    const { events, told } = listen(server.url, { silenceMaxMs: 200 });
    expect(await take(events, 2)).toEqual([1, 2]);
    expect(reasonsOf(told)).toEqual(Array(2).fill(expect.stringContaining("nothing came for 0.2 s")));
    await server.connections[0]?.closed;
  });

  test("what is no frame of ours is a cut; a frame that we don't know is passed over", async () => {
    const server = await serve(
      (connection) => write(connection, subscribed(0), "event: event\ndata: {oops\n\n"),
      (connection) => write(connection, subscribed(0), "event: weather\ndata: fair\n\n", "data: x\n\n", event(1)),
    );
    const { events, told } = listen(server.url);
    expect(await take(events, 1)).toEqual([1]);
    expect(reasonsOf(told)).toEqual(["The stream can't be read: the data of a frame event is no JSON."]);
  });
});

describe("how long it waits", () => {
  test("at least what Retry-After says, and for every answer that says nothing final", async () => {
    const busy =
      (status: number, headers = {}) =>
      ({ response }: Connection) =>
        void response.writeHead(status, headers).end("{}");
    const server = await serve(
      (connection) => {
        write(connection, subscribed(0));
        connection.response.end();
      },
      busy(503, { "retry-after": "1" }),
      busy(429),
      busy(408),
      busy(502),
      (connection) => write(connection, subscribed(0), event(1)),
    );
    expect(await take(listen(server.url).events, 1)).toEqual([1]);
    const [, refused, next] = server.connections.map(({ atMs }) => atMs);
    expect((next ?? 0) - (refused ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test("twice as long after each failure, from what retry says, with jitter; a success begins anew", async () => {
    const end = ({ response }: Connection) => {
      response.end();
    };
    const server = await serve(
      (connection) => {
        write(connection, subscribed(0));
        end(connection);
      },
      cut,
      cut,
      (connection) => {
        write(connection, subscribed(0), event(1));
        end(connection);
      },
      (connection) => write(connection, subscribed(1), event(2)),
    );
    const { events, told } = listen(server.url);
    expect(await take(events, 2)).toEqual([1, 2]);
    const delays = told.states.flatMap((state) => (state.kind === "reconnecting" ? [state.delayMs] : []));
    for (const [index, fullMs] of [10, 20, 40, 10].entries()) {
      expect(delays[index]).toBeGreaterThanOrEqual(fullMs / 2);
      expect(delays[index]).toBeLessThanOrEqual(fullMs);
    }
  });

  test("after the server's time limit not at all; a goodbye says why", async () => {
    const server = await serve(
      async (connection) => {
        write(connection, subscribed(0).replace("retry: 10", "retry: 300"), event(1));
        await wait(310);
        write(connection, goodbye(1, "limit"));
      },
      (connection) => write(connection, subscribed(1), event(2), goodbye(2, "stopping")),
      (connection) => write(connection, subscribed(2), event(3)),
    );
    const { events, told } = listen(server.url);
    expect(await take(events, 3)).toEqual([1, 2, 3]);
    expect(told.states.filter(({ kind }) => kind === "reconnecting")).toEqual([
      { kind: "reconnecting", reason: "The server said goodbye: limit.", delayMs: 0 },
      { kind: "reconnecting", reason: "The server said goodbye: stopping.", delayMs: expect.any(Number) },
    ]);
    expect(server.cursors()).toEqual(["latest", "1", "2"]);
  });
});

describe("a position that is gone is never passed over in silence", () => {
  test.each(["expired", "ahead"])(
    "reset %s: told before anything else, and gone on from its position",
    async (reason) => {
      const server = await serve(
        (connection) => {
          write(connection, subscribed(20), reset(20, reason, "99"), event(21));
          connection.response.end();
        },
        (connection) => write(connection, subscribed(21), event(22)),
      );
      const { events, told } = listen(server.url, { after: 99 });
      expect(await take(events, 2)).toEqual([21, 22]);
      expect(told.resets).toEqual([{ reason, requested: "99", floor: 1, head: 20, cursor: 20 }]);
      expect(server.cursors()).toEqual(["99", "21"]);
    },
  );

  test("another log than before, and than the one that was named", async () => {
    const server = await serve(
      (connection) => {
        write(connection, subscribed(5), event(6));
        connection.response.end();
      },
      (connection) => write(connection, subscribed(6, { log_id: "log-2", head: 9 }), event(7)),
    );
    const restored = { reason: "restored", floor: 1 };
    const here = listen(server.url, { after: 5, logId: "log-0" });
    expect(await take(here.events, 2)).toEqual([6, 7]);
    expect(here.told.resets).toEqual([
      { ...restored, requested: "5", head: 5, cursor: 5 },
      { ...restored, requested: "6", head: 9, cursor: 6 },
    ]);
  });

  test("events wait until onReset is through; what it throws, the loop throws", async () => {
    const server = await serve((connection) => write(connection, subscribed(2), reset(2, "ahead", "9"), event(3)));
    const order: string[] = [];
    const slowly = async () => {
      await wait(50);
      order.push("cleared");
    };
    for await (const { cursor } of listen(server.url, { after: 9, onReset: slowly }).events) {
      order.push(`event ${cursor}`);
      break;
    }
    expect(order).toEqual(["cleared", "event 3"]);
    const refuse = () => {
      throw new Error("start over");
    };
    await expect(take(listen(server.url, { after: 9, onReset: refuse }).events, 1)).rejects.toThrow("start over");
    await server.connections[1]?.closed;
  });

  test("without onReset the process is warned", async () => {
    const server = await serve((connection) => write(connection, subscribed(2), reset(2, "ahead", "9"), event(3)));
    const warned = once(process, "warning");
    expect(await take(follow({ url: server.url, apiKey: "k", after: 9 }), 1)).toEqual([3]);
    const [warning] = (await warned) as [Error];
    expect(warning).toMatchObject({ name: "SightlineWarning", message: expect.stringContaining("ahead") });
  });
});

describe("what can't be mended", () => {
  test.each([400, 401, 403, 404, 410])("a %i is thrown at once, with what the server says of it", async (status) => {
    const problem = { detail: "No.", errors: [{ path: "kinds", message: "Unknown." }] };
    const server = await serve(({ response }) => void response.writeHead(status).end(JSON.stringify(problem)));
    const message = `Sightline answered ${status}: No. kinds: Unknown.`;
    await expect(take(listen(server.url).events, 1)).rejects.toMatchObject({ name: "FollowError", status, message });
    expect(server.connections).toHaveLength(1);
  });

  test("so is an answer that is no stream, and a key that is withdrawn meanwhile", async () => {
    const page = await serve(
      ({ response }) => void response.writeHead(200, { "content-type": "text/html" }).end("<p>"),
    );
    await expect(take(listen(page.url).events, 1)).rejects.toThrow("not Sightline's stream but text/html");
    const server = await serve(
      (connection) => {
        write(connection, subscribed(0), event(1), goodbye(1, "credential"));
        connection.response.end();
      },
      ({ response }) => void response.writeHead(401).end(),
    );
    await expect(take(listen(server.url).events, 2)).rejects.toMatchObject({ status: 401 });
  });

  test("a 204 ends the loop", async () => {
    const server = await serve(
      (connection) => {
        write(connection, subscribed(0), event(1));
        connection.response.end();
      },
      ({ response }) => void response.writeHead(204).end(),
    );
    expect(await take(listen(server.url).events, 5)).toEqual([1]);
  });

  test.each([{ url: "ftp://x" }, { apiKey: "two words" }, { after: -1 }, { after: 1.5 }, { filter: { agent_id: [] } }])(
    "options that could never work throw without a connection: %j",
    (options) => {
      expect(() => follow({ url: "http://127.0.0.1:9", apiKey: "k", ...options })).toThrow(TypeError);
    },
  );
});

describe("an end closes the connection", () => {
  const quiet = (connection: Connection) => write(connection, subscribed(0), event(1));

  test("break, and an error in the loop's body", async () => {
    const server = await serve(quiet);
    await take(listen(server.url).events, 1);
    await server.connections[0]?.closed;
    const body = async () => {
      for await (const _ of listen(server.url).events) throw new Error("mine");
    };
    await expect(body()).rejects.toThrow("mine");
    await server.connections[1]?.closed;
  });

  test("the signal, in silence and while waiting to reconnect", async () => {
    const server = await serve(quiet);
    const stop = new AbortController();
    const cursors: number[] = [];
    for await (const { cursor } of listen(server.url, { signal: stop.signal }).events) {
      cursors.push(cursor);
      setImmediate(() => stop.abort());
    }
    expect(cursors).toEqual([1]);
    await server.connections[0]?.closed;
    await server.close();
    const again = new AbortController();
    const onState = ({ kind }: FollowState) => void (kind === "reconnecting" && setImmediate(() => again.abort()));
    expect(await take(listen(server.url, { signal: again.signal, onState }).events, 1)).toEqual([]);
    expect(await take(listen(server.url, { signal: AbortSignal.abort() }).events, 1)).toEqual([]);
  });

  test("return, while somebody waits for the next event", async () => {
    const server = await serve(quiet);
    const { events } = listen(server.url);
    await events.next();
    const waiting = events.next();
    expect(await events.return?.()).toMatchObject({ done: true });
    expect(await waiting).toMatchObject({ done: true });
    await server.connections[0]?.closed;
  });
});

test("a slow loop slows the server down: nothing is read ahead but what the sockets hold", async () => {
  const total = 800;
  const padding = "x".repeat(60_000);
  let written = 0;
  const server = await serve(async (connection) => {
    write(connection, subscribed(0));
    while (written < total && !connection.response.destroyed) {
      written += 1;
      const more = connection.response.write(event(written).replace("note", `note_${padding}`));
      if (!more) await Promise.race([once(connection.response, "drain"), connection.closed]);
    }
  });
  const { events } = listen(server.url, { silenceMaxMs: 300 });
  expect((await events.next()).value).toMatchObject({ cursor: 1 });
  // Until the server has got nothing off for longer than the follower would bear silence.
  for (let before = -1; before !== written; ) {
    before = written;
    await wait(500);
  }
  expect(written).toBeLessThan(500);
  expect(await take(events, total - 1)).toEqual(Array.from({ length: total - 1 }, (_, index) => index + 2));
  expect(server.connections).toHaveLength(1);
}, 60_000);

test("a filter arrives as the server's own filter language reads it", () => {
  const filter = {
    kinds: ["task.*", "!task.archived"],
    categories: ["tasks", "agents"],
    agent_id: ["a,b", "c\\", "ü&=+ %"],
    project: ["one"],
    status: ["failure", "denied"],
    min_severity: "warning",
  } as const;
  expect(parseFilter(new URLSearchParams(String(formatStreamFilter(filter))))).toEqual({ ok: true, filter });
  const single = { kinds: "task.*", source: "a,b", session_id: undefined };
  expect(parseFilter(formatStreamFilter(single))).toEqual({ ok: true, filter: { kinds: ["task.*"], source: ["a,b"] } });
});
