import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerPacked, packedFiles } from "./packed-files";

const script = "const answer = 42;";
const folder = mkdtempSync(join(tmpdir(), "sightline-packed-"));
const server = createServer();

beforeAll(async () => {
  mkdirSync(join(folder, "chunks"));
  for (const name of ["a.js", "a.css"]) {
    writeFileSync(join(folder, "chunks", name), script);
    writeFileSync(join(folder, "chunks", `${name}.br`), brotliCompressSync(script));
  }
  writeFileSync(join(folder, "chunks", "unpacked.js"), script);
  const find = packedFiles(folder, "/_next/static/");
  server.on("request", (request, response) => {
    const file = find(request);
    if (file === null) response.writeHead(204).end();
    else void answerPacked(file, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

type Asked = { path?: string; method?: string; headers?: Record<string, string> };

function ask({
  path = "/_next/static/chunks/a.js",
  method = "GET",
  headers = { "accept-encoding": "gzip, br" },
}: Asked) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    request({ port, host: "127.0.0.1", path, method, headers, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      );
    })
      .on("error", reject)
      .end();
  });
}

test("A browser that takes Brotli gets a script as the build has packed it, to keep for ever", async () => {
  const { status, headers, body } = await ask({ path: "/_next/static/chunks/a.js?dpl=1" });
  expect(status).toBe(200);
  expect(brotliDecompressSync(body).toString()).toBe(script);
  expect(headers).toMatchObject({
    "content-encoding": "br",
    "content-type": "application/javascript; charset=UTF-8",
    "content-length": String(body.length),
    "cache-control": "public, max-age=31536000, immutable",
    vary: "Accept-Encoding",
  });
});

test("A style is called a style, and HEAD gets the head alone", async () => {
  const { status, headers, body } = await ask({ path: "/_next/static/chunks/a.css", method: "HEAD" });
  expect([status, headers["content-type"], body.length]).toEqual([200, "text/css; charset=UTF-8", 0]);
});

test.each<[string, Asked]>([
  ["takes no Brotli", { headers: { "accept-encoding": "gzip, deflate" } }],
  ["names no encoding", { headers: {} }],
  ["refuses Brotli", { headers: { "accept-encoding": "gzip, br;q=0" } }],
  ["wants a part", { headers: { "accept-encoding": "br", range: "bytes=0-3" } }],
  ["sends something", { method: "POST" }],
  ["asks for what isn't packed", { path: "/_next/static/chunks/unpacked.js" }],
  ["asks for the packed file itself", { path: "/_next/static/chunks/a.js.br" }],
  ["steps out of the folder", { path: "/_next/static/chunks/../../a.js" }],
])("Next answers who %s", async (_, asked) => {
  expect((await ask(asked)).status).toBe(204);
});
