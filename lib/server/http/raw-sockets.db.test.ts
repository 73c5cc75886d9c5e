import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Problem } from "@/lib/contract/problem";
import { ingestEndpoint } from "../endpoints/ingest";
import { exchangeRaw, ingestHead, jsonOfRaw, openRaw } from "../testing/raw-connection";
import { createTestWorkspace, storedCursors, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { answerClientError } from "./client-error";
import { answerNode } from "./node-adapter";
import { toOriginForm } from "./origin-form";
import { socketLimits } from "./socket-limits";

withTestDatabase();

let server: Server;
let port: number;
let answering = 0;
let workspace: TestWorkspace;

beforeAll(async () => {
  // As the front door does, with less patience.
  const limits = { ...socketLimits, headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50 };
  server = createServer(limits, (request, response) => {
    toOriginForm(request);
    answering += 1;
    void answerNode(ingestEndpoint, request, response).finally(() => {
      answering -= 1;
    });
  });
  server.on("clientError", answerClientError);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
  workspace = await createTestWorkspace();
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const note = () => JSON.stringify({ event_type: "note", agent_id: "a", event_id: randomUUID() });
const head = (...lines: string[]) => ingestHead(workspace.key, ...lines);
const whole = (body: string, ...lines: string[]) => head(`Content-Length: ${body.length}`, ...lines) + body;
const openConnections = () =>
  new Promise<number>((resolve, reject) => server.getConnections((error, n) => (error ? reject(error) : resolve(n))));

/** The server's own word that it still serves, and that nothing of what came before is left behind. */
async function expectServing(storedBefore: number): Promise<void> {
  const answer = await exchangeRaw(port, whole(note(), "Connection: close"));
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(await storedCursors(workspace.id)).toHaveLength(storedBefore + 1);
  await expect.poll(openConnections).toBe(0);
  await expect.poll(() => answering).toBe(0);
}

const stored = async () => (await storedCursors(workspace.id)).length;

test.each<[string, () => string, number]>([
  [
    "Content-Length before Transfer-Encoding",
    () => `${head("Content-Length: 5", "Transfer-Encoding: chunked")}0\r\n\r\n`,
    400,
  ],
  [
    "Transfer-Encoding before Content-Length",
    () => `${head("Transfer-Encoding: chunked", "Content-Length: 5")}0\r\n\r\n`,
    400,
  ],
  ["two lengths that differ", () => head("Content-Length: 5", "Content-Length: 6"), 400],
  ["two lengths that agree", () => head("Content-Length: 5", "Content-Length: 5"), 400],
  ["a length that is no number", () => head("Content-Length: five"), 400],
  ["a negative length", () => head("Content-Length: -1"), 400],
  ["an encoding that ends in something else", () => head("Transfer-Encoding: chunked, gzip"), 400],
  ["a chunk whose size is no number", () => `${head("Transfer-Encoding: chunked")}zz\r\n`, 400],
  ["a chunk longer than its size", () => `${head("Transfer-Encoding: chunked")}2\r\n[][]\r\n0\r\n\r\n`, 400],
  ["a header with a line break of its own", () => head("X-Event-Source: a\rb"), 400],
  ["what is no HTTP", () => "\u0016\u0003\u0001 hello\r\n\r\n", 400],
  ["headers of 20 KB", () => head(`X-Long: ${"x".repeat(20_000)}`), 431],
  ["headers that never end", () => head("Content-Length: 2").slice(0, -2), 408],
  ["a body that never ends", () => `${head("Content-Length: 1000")}[`, 408],
  ["a chunk that never comes", () => head("Transfer-Encoding: chunked"), 408],
])("%s: a problem answer, and the connection is closed", async (_, bytes, status) => {
  const before = await stored();
  const answer = await exchangeRaw(port, Buffer.from(bytes(), "latin1"));
  expect(answer.startsWith(`HTTP/1.1 ${status} `)).toBe(true);
  expect(answer.toLowerCase()).toContain("content-type: application/problem+json");
  expect(jsonOfRaw<Problem>(answer)).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  await expectServing(before);
});

test("a body that trickles in is cut off, however often a byte comes", async () => {
  const before = await stored();
  const { socket, received, closed } = openRaw(port);
  socket.write(`${head("Content-Length: 100000")}[`);
  const trickle = setInterval(() => socket.write(" "), 20);
  await closed;
  clearInterval(trickle);
  expect(received()).toMatch(/^HTTP\/1\.1 408 /);
  await expectServing(before);
});

describe("callers that leave", () => {
  test("in the middle of a body, by the dozen: nothing is stored, nothing is left open", async () => {
    const before = await stored();
    await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const { socket, closed } = openRaw(port);
        await once(socket, "connect");
        socket.write(`${head("Content-Length: 100000")}[${note()},`, () => {
          if (i % 2) socket.resetAndDestroy();
          else socket.destroy();
        });
        await closed;
      }),
    );
    await expectServing(before);
  });

  test("right behind a whole request: it is stored whole or not at all, and its handler ends", async () => {
    const { key, id } = await createTestWorkspace();
    const body = JSON.stringify(Array.from({ length: 10 }, () => JSON.parse(note())));
    await Promise.all(
      Array.from({ length: 50 }, async () => {
        const { socket, closed } = openRaw(port);
        await once(socket, "connect");
        socket.write(ingestHead(key, `Content-Length: ${body.length}`) + body, () => socket.destroy());
        await closed;
      }),
    );
    await expect.poll(() => answering).toBe(0);
    expect([0, 10]).toContain((await storedCursors(id)).length);
  });
});

test("pipelined requests are answered in their order, each with its own events", async () => {
  const { key } = await createTestWorkspace();
  const bodies = [note(), "[]", "{oops", `[${note()},${note()}]`];
  const requests = bodies.map((body, i) =>
    [ingestHead(key, `Content-Length: ${body.length}`, ...(i === 3 ? ["Connection: close"] : [])), body].join(""),
  );
  const answers = (await exchangeRaw(port, requests.join(""))).split("HTTP/1.1 ").slice(1);
  expect(answers.map((answer) => answer.slice(0, 3))).toEqual(["200", "200", "400", "200"]);
  expect(answers.map((answer) => /"first_cursor":(\w+)/.exec(answer)?.[1])).toEqual(["1", "null", undefined, "2"]);
});

test("what is pipelined behind a body that is too large is not run", async () => {
  const before = await stored();
  const answer = await exchangeRaw(
    port,
    head(`Content-Length: ${6 * 1024 * 1024}`),
    Buffer.alloc(6 * 1024 * 1024),
    whole(note()),
  );
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 413"]);
  await expectServing(before);
});

test("a caller that asks first is told to go on", async () => {
  const { socket, received, closed } = openRaw(port);
  const body = note();
  socket.write(head(`Content-Length: ${body.length}`, "Expect: 100-continue", "Connection: close"));
  await once(socket, "data");
  expect(received()).toMatch(/^HTTP\/1\.1 100 /);
  socket.write(body);
  await closed;
  expect(received()).toMatch(/\r\nHTTP\/1\.1 200 /);
});

test("a request that offers an upgrade, or names the whole address, is answered like any other", async () => {
  const body = note();
  const upgrade = ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"];
  const { socket, received, closed } = openRaw(port);
  socket.write(whole(body, ...upgrade));
  await expect.poll(received).toMatch(/^HTTP\/1\.1 200 /);
  socket.destroy();
  await closed;
  const absolute = whole(note(), "Connection: close").replace("POST /", "POST http://localhost/");
  expect(await exchangeRaw(port, absolute)).toMatch(/^HTTP\/1\.1 200 /);
});
