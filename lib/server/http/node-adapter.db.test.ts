import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ingestEndpoint } from "../endpoints/ingest";
import { streamEndpoint } from "../endpoints/stream";
import { countStreamsOf } from "../live/open-streams";
import { listApiKeys } from "../store/api-keys";
import { createTestWorkspace, storedCursors, withTestDatabase } from "../testing/test-workspace";
import { answerNode } from "./node-adapter";

withTestDatabase();

let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer((request, response) => {
    const table = request.url?.includes("/stream") ? streamEndpoint : ingestEndpoint;
    void answerNode(table, request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Writes raw bytes and answers what came back until the peer closed. */
async function raw(...parts: (string | Buffer)[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (data) => {
    answer += data.toString();
  });
  // The peer may stop reading once it has answered.
  socket.on("error", () => {});
  for (const part of parts) socket.write(part);
  await new Promise((resolve) => socket.once("close", resolve));
  return answer;
}

const head = (key: string, ...lines: string[]) =>
  ["POST /api/v1/events/ingest HTTP/1.1", "Host: x", `Authorization: Bearer ${key}`, ...lines, "", ""].join("\r\n");

test("a body that turns out too large is answered with a 413 that names the limit, not with a reset", async () => {
  const { key, id } = await createTestWorkspace();
  const megabyte = Buffer.concat([Buffer.from("100000\r\n"), Buffer.alloc(1024 * 1024, 0x20), Buffer.from("\r\n")]);
  const answer = await raw(
    head(key, "Transfer-Encoding: chunked"),
    ...Array.from({ length: 6 }, () => megabyte),
    "0\r\n\r\n",
  );
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toContain('"limit":5242880');
  expect(await storedCursors(id)).toEqual([]);
});

test("a length announced too large is answered before the body is read", async () => {
  const { key } = await createTestWorkspace();
  expect(
    await raw(head(key, `Content-Length: ${6 * 1024 * 1024}`, "Connection: close"), Buffer.alloc(6 * 1024 * 1024)),
  ).toMatch(/^HTTP\/1\.1 413 /);
});

test("a body that is cut off stores nothing, and the server goes on", async () => {
  const { key, id } = await createTestWorkspace();
  const socket = connect(port, "127.0.0.1");
  socket.write(`${head(key, "Content-Length: 1000")}[{"event_type":"note","agent_id":"a"},`);
  socket.end();
  socket.resume();
  await once(socket, "close");
  const body = '{"event_type":"note","agent_id":"a"}';
  const answer = await raw(head(key, `Content-Length: ${body.length}`, "Connection: close"), body);
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(await storedCursors(id)).toHaveLength(1);
});

test("Content-Length beside Transfer-Encoding is refused", async () => {
  const { key } = await createTestWorkspace();
  expect(await raw(head(key, "Content-Length: 5", "Transfer-Encoding: chunked"), "0\r\n\r\n")).toMatch(
    /^HTTP\/1\.1 400 /,
  );
});

test("a stream's place is given back when its reader's connection ends", async () => {
  const workspace = await createTestWorkspace();
  const [owner] = await listApiKeys(workspace.id);
  const socket = connect(port, "127.0.0.1");
  socket.write(`GET /api/v1/events/stream HTTP/1.1\r\nHost: x\r\nX-API-Key: ${workspace.key}\r\n\r\n`);
  await once(socket, "data");
  await expect.poll(() => countStreamsOf(owner?.id ?? "")).toBe(1);
  socket.destroy();
  await expect.poll(() => countStreamsOf(owner?.id ?? ""), { timeout: 5_000 }).toBe(0);
});

test("a stream asked for behind another request of its connection comes after that one's answer, whole", async () => {
  const { key } = await createTestWorkspace();
  const body = '{"event_type":"note","agent_id":"a"}';
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (data) => {
    answer += data.toString();
  });
  const stream = `GET /api/v1/events/stream?cursor=earliest HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\n\r\n`;
  socket.write(`${head(key, `Content-Length: ${body.length}`)}${body}${stream}`);
  await expect.poll(() => answer).toContain("event: replay_complete");
  socket.destroy();
  expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*"accepted":1[\s\S]*HTTP\/1\.1 200 [\s\S]*event: subscribed\n/);
});

test("a reader of HTTP/1.0 gets the frames bare, of a page larger than a buffer too", async () => {
  const { key } = await createTestWorkspace();
  const events = Array.from({ length: 200 }, () => ({
    event_type: "note",
    agent_id: "a",
    metadata: { text: "x".repeat(1_000) },
  }));
  const body = JSON.stringify(events);
  await raw(head(key, `Content-Length: ${body.length}`, "Connection: close"), body);
  const read = async (version: string) => {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.on("data", (data) => {
      answer += data.toString();
    });
    socket.write(`GET /api/v1/events/stream?cursor=earliest HTTP/${version}\r\nHost: x\r\nX-API-Key: ${key}\r\n\r\n`);
    await expect.poll(() => answer.slice(-200)).toMatch(/event: replay_complete\ndata: .*\n\n/);
    socket.destroy();
    const [, frames = ""] = answer.split(/\r\n\r\n([\s\S]*)/);
    return frames;
  };
  const bare = await read("1.0");
  expect(bare).toMatch(/^retry: /);
  expect(bare).not.toContain("\r");
  expect(bare.match(/^event: event$/gm)).toHaveLength(200);
  const decoded = unchunk(await read("1.1"));
  expect(decoded.replace(/^retry: \d+/, "")).toBe(bare.replace(/^retry: \d+/, ""));
});

/** The text of chunked encoding, of characters of one byte, as strictly as RFC 9112 has it. */
function unchunk(text: string): string {
  let rest = text;
  let body = "";
  while (rest !== "") {
    const [line, size = ""] = /^([0-9a-f]+)\r\n/.exec(rest) ?? [];
    const length = Number.parseInt(size, 16);
    expect(line).toBeDefined();
    expect(rest.slice(size.length + 2 + length, size.length + 4 + length)).toBe("\r\n");
    body += rest.slice(size.length + 2, size.length + 2 + length);
    rest = rest.slice(size.length + 4 + length);
  }
  return body;
}
