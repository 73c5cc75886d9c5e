import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { deserialize } from "node:v8";
import { residentAfterCollection } from "./collect.mjs";
import { atTimes } from "./load";
import type { Recording } from "./stream-client";
import { serve } from "./worker";

/**
 * The least that a Node server can do: it writes what our server wrote to one reader, write by write, to as many, with
 * one `response.write` a reader. It knows no events, filters, positions or keys.
 */

let recording: Recording = { chunks: [], atMs: [], opening: 0 };
let next = 0;
const readers = new Set<ServerResponse>();

const server = createServer((request, response) => {
  if (request.method === "POST") {
    // An event was sent: its frames go out before the answer does, as ours do.
    request.resume().once("end", () => {
      writeNext();
      response.end("{}");
    });
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  for (const chunk of recording.chunks.slice(0, recording.opening)) response.write(chunk);
  readers.add(response);
  response.once("close", () => readers.delete(response));
});

/** Writes the next of the recorded writes to every reader; answers those whose buffers are full. */
function writeNext(): ServerResponse[] {
  const chunk = recording.chunks[next];
  if (!chunk) return [];
  next += 1;
  const full: ServerResponse[] = [];
  for (const reader of readers) if (!reader.write(chunk)) full.push(reader);
  return full;
}

const commands = {
  async listen() {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },

  load({ file }: { file: string }) {
    recording = deserialize(readFileSync(file)) as Recording;
    next = recording.opening;
  },

  /** Writes all that was recorded, as quickly as the readers take it. */
  async flood() {
    while (next < recording.chunks.length) {
      const full = writeNext();
      await Promise.all(full.map((reader) => once(reader, "drain")));
      await new Promise((resolve) => setImmediate(resolve));
    }
  },

  /** Writes all that was recorded, each write when ours was made. */
  async play() {
    const { chunks, atMs, opening } = recording;
    const times = atMs.slice(opening).map((ms) => ms - (atMs[opening] ?? 0));
    if (times.length !== chunks.length - opening) throw new Error("the recording has writes without a time");
    await atTimes(times, async () => void writeNext());
  },

  memory: () => residentAfterCollection(),
};

export type BareCommands = typeof commands;

serve(commands);
