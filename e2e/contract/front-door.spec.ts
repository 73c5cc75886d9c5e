import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import { exchangeRaw, ingestHead, openRaw } from "@/lib/server/testing/raw-connection";
import type { Caller } from "../api";
import { test } from "./mounts";
import { postBody } from "./post-body";

// What only the front door promises: how it holds its sockets and its memory.

const note = () => JSON.stringify({ event_type: "note", agent_id: "a", event_id: randomUUID() });
const mebibyte = 1024 * 1024;
const gzip = { "content-type": "application/json", "content-encoding": "gzip" };

test("an offer of an upgrade and an absolute address are answered, also once Next has served a page", async ({
  server,
  caller,
}) => {
  expect((await fetch(`${server.url}/login`)).status).toBe(200);
  const port = Number(new URL(server.url).port);
  const body = note();
  const { socket, received, closed } = openRaw(port);
  const h2c = ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"];
  socket.write(ingestHead(caller.apiKey, ...h2c, `Content-Length: ${body.length}`) + body);
  await expect.poll(received).toMatch(/^HTTP\/1\.1 200 /);
  socket.destroy();
  await closed;
  const head = ingestHead(caller.apiKey, "Connection: close", `Content-Length: ${body.length}`);
  const absolute = head.replace("POST /", `POST ${server.url}/`);
  expect(await exchangeRaw(port, absolute + note())).toMatch(/^HTTP\/1\.1 200 /);
  const elsewhere = head.replace("POST /", "POST http://elsewhere.example/");
  expect(await exchangeRaw(port, elsewhere + note())).toMatch(/^HTTP\/1\.1 421 /);
});

test("what Node's parser refuses is a problem too", async ({ server, caller }) => {
  const port = Number(new URL(server.url).port);
  for (const lines of [
    ["Content-Length: 5", "Transfer-Encoding: chunked"],
    ["Transfer-Encoding: chunked", "Content-Length: 5"],
    ["Content-Length: 5", "Content-Length: 6"],
  ]) {
    const answer = await exchangeRaw(port, `${ingestHead(caller.apiKey, ...lines)}0\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("application/problem+json");
  }
});

test("bombs, floods and callers that leave cost no memory that stays, and no open sockets", async ({
  server,
  caller,
}) => {
  test.skip(process.platform !== "linux", "reads /proc");
  const residentMebibytes = () =>
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) / 1_024;
  const openFiles = () => readdirSync(`/proc/${server.pid}/fd`).length;
  // The heap grows to what one round needs before anything can be said to be flat.
  for (let round = 0; round < 2; round += 1) await trouble(caller);
  const [resident, files] = [residentMebibytes(), openFiles()];
  for (let round = 0; round < 4; round += 1) await trouble(caller);
  // They sent 1.1 GiB once inflated: far less than that, and room for what a garbage collector leaves lying about.
  expect(residentMebibytes() - resident).toBeLessThan(250);
  await expect.poll(openFiles, { timeout: 10_000 }).toBeLessThanOrEqual(files + 5);
  expect((await postBody(caller, note())).status).toBe(200);
});

const bomb = gzipSync(Buffer.alloc(20 * mebibyte + 1, 0x20));
const lines = gzipSync("x\n".repeat(10 * mebibyte - 1));
const deep = gzipSync(`{"event_type":"note","agent_id":"a","metadata":${"[".repeat(100_000)}${"]".repeat(100_000)}}`);
const flood = Buffer.concat([
  Buffer.from("600000\r\n"),
  Buffer.alloc(6 * mebibyte, 0x20),
  Buffer.from("\r\n0\r\n\r\n"),
]);

async function trouble(caller: Caller): Promise<void> {
  const port = Number(new URL(caller.url).port);
  const times = <T>(count: number, run: () => Promise<T>) => Promise.all(Array.from({ length: count }, run));
  const refused = async (body: Uint8Array<ArrayBuffer>, headers: Record<string, string>, status: number) =>
    expect((await postBody(caller, body, headers)).status).toBe(status);
  await times(8, () => refused(bomb, gzip, 413));
  await times(4, () => refused(lines, { ...gzip, "content-type": "application/x-ndjson" }, 413));
  await times(4, () => refused(deep, gzip, 422));
  await times(4, async () => {
    const answer = await exchangeRaw(port, ingestHead(caller.apiKey, "Transfer-Encoding: chunked"), flood);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });
  await times(20, async () => {
    const { socket, closed } = openRaw(port);
    await once(socket, "connect");
    socket.write(ingestHead(caller.apiKey, `Content-Length: ${5 * mebibyte}`));
    socket.write(Buffer.alloc(mebibyte, 0x20), () => socket.destroy());
    await closed;
  });
}
