import { writeFileSync } from "node:fs";
import { serialize } from "node:v8";
import { checkRecording } from "./check-recording";
import { type Delays, delaysOf } from "./delays";
import { type StreamAddress, StreamClient } from "./stream-client";
import { serve } from "./worker";

let clients: StreamClient[] = [];

type Range = { after: number; upTo: number };

function firstChecked(range: Range): StreamClient {
  const [first] = clients;
  if (!first?.recording) throw new Error("no client has recorded");
  checkRecording(first.recording, range);
  return first;
}

const commands = {
  /** Opens a client a path, all of one server; resolves when each has heard `replay_complete`. The first one records. */
  async open({ url, key, paths, atOnce }: Omit<StreamAddress, "path"> & { paths: string[]; atOnce: number }) {
    for (let i = 0; i < paths.length; i += atOnce) {
      const group = paths.slice(i, i + atOnce);
      const opened = group.map((path, j) => new StreamClient({ url, key, path }, { record: i + j === 0 }));
      clients.push(...opened);
      await Promise.all(opened.map(({ live }) => live));
    }
    return {
      cursor: clients[0]?.cursor ?? 0,
      lastLiveMs: Math.max(...clients.map(({ liveMs }) => liveMs)),
    };
  },

  /** From now on the time of each write is kept. */
  watch() {
    for (const client of clients) client.arrivals = [];
  },

  /** Resolves when every client has come to `cursor`: when the last one did, and how many bytes each has got. */
  async reach({ cursor }: { cursor: number }) {
    while (clients.some((client) => client.cursor < cursor)) await new Promise((resolve) => setTimeout(resolve, 5));
    return {
      lastMs: Math.max(...clients.map(({ changedMs }) => changedMs)),
      bytes: clients.reduce((sum, client) => sum + client.bytes, 0),
    };
  },

  /** Throws unless the first client got every event after `after` whole and in order. */
  checkFirst(range: Range) {
    firstChecked(range);
  },

  /** As `checkFirst`, and unless the others got as many bytes. */
  check(range: Range) {
    const first = firstChecked(range);
    const others = clients.filter(({ bytes }) => bytes !== first.bytes);
    if (others.length > 0) {
      throw new Error(
        `${others.length} clients got other bytes than the first: ${others[0]?.bytes}, not ${first.bytes}`,
      );
    }
  },

  /** When each write came to the first client, and the cursor that it ended with. */
  writes: () => clients[0]?.arrivals ?? [],

  keepRecording({ file }: { file: string }) {
    writeFileSync(file, serialize(clients[0]?.recording));
  },

  /** Per client: how long after `sentMs[cursor - first]` each event was there, and how long after the first client had it. */
  delays({ first, sentMs }: { first: number; sentMs: Float64Array }): Delays {
    return delaysOf(
      clients.map(({ arrivals }) => arrivals ?? []),
      { first, sentMs },
    );
  },

  close() {
    for (const client of clients) client.close();
    clients = [];
  },
};

export type ClientCommands = typeof commands;

serve(commands);
