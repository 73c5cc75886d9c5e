import { once } from "node:events";
import net from "node:net";
import { expect } from "@playwright/test";
import type { Caller } from "./api";

export type StrictFrame = { id: number; name: string; data: Record<string, unknown> };

/** What a stream said on a bare socket, byte by byte. */
export type RawStream = {
  status: () => number;
  /** The bytes of the body so far, up to the end of the last whole frame. */
  bytes: () => Buffer;
  frames: () => StrictFrame[];
  close: () => void;
};

/**
 * Opens a stream without any HTTP client: HTTP/1.0, of which the body is what comes after the head, as it is.
 */
export async function openRawStream(
  { url, apiKey }: Caller,
  { query = "", headers = {} }: { query?: string; headers?: Record<string, string> } = {},
): Promise<RawStream> {
  const { hostname, port, host } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  await once(socket, "connect");
  let said = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    said = Buffer.concat([said, chunk]);
  });
  const lines = Object.entries({ host, authorization: `Bearer ${apiKey}`, ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.write(`GET /api/v1/events/stream?${query} HTTP/1.0\r\n${head}\r\n`, "utf8");
  const body = () => said.subarray(said.indexOf("\r\n\r\n") + 4);
  while (!said.includes("\r\n\r\n")) await once(socket, "data");
  const bytes = () => body().subarray(0, body().lastIndexOf("\n\n") + 2);
  return {
    status: () => Number(said.toString("latin1").split(" ", 2)[1]),
    bytes,
    frames: () => readStrictly(bytes()),
    close: () => socket.destroy(),
  };
}

/** The one form that a frame of ours has; an EventSource would allow much more. */
const frameForm = /^(?:retry: [1-9][0-9]*\n)?id: (0|[1-9][0-9]*)\nevent: ([a-z_]+)\ndata: ([^\n]+)$/;

/**
 * Reads a stream as narrowly as docs/stream.md allows: valid UTF-8 without a BOM, LF only, frames of an id, a name and
 * one line of JSON, or lone comments; `subscribed` first; ids that never fall, and rise with each event.
 */
export function readStrictly(bytes: Uint8Array): StrictFrame[] {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  if (text === "") return [];
  expect(text).not.toContain("\r");
  expect(text.startsWith("retry: ")).toBe(true);
  expect(text.endsWith("\n\n")).toBe(true);
  const frames: StrictFrame[] = [];
  let last = 0;
  for (const block of text.slice(0, -2).split("\n\n")) {
    if (block === ":") continue;
    const [, id, name = "", data = ""] = frameForm.exec(block) ?? [];
    if (id === undefined) throw new Error(`This is no frame of ours: ${JSON.stringify(block.slice(0, 200))}`);
    const frame = { id: Number(id), name, data: JSON.parse(data) };
    expect(frame.id).toBeGreaterThanOrEqual(last + (name === "event" ? 1 : 0));
    if (name === "event") expect(frame.data.cursor).toBe(frame.id);
    last = frame.id;
    frames.push(frame);
  }
  expect(frames[0]?.name).toBe("subscribed");
  expect(frames.filter(({ name }) => name === "subscribed")).toHaveLength(1);
  return frames;
}
