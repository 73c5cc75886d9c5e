import { randomBytes } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import { startNext } from "../next-start";
import { onEachMount, test } from "./mounts";
import { type Body, expectProblem, postBody } from "./post-body";

const json = { "content-type": "application/json" };
const gzip = { ...json, "content-encoding": "gzip" };
const br = { ...json, "content-encoding": "br" };
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } };
const note = { event_type: "note", agent_id: "a" };
const text = JSON.stringify(note);
const mebibyte = 1024 * 1024;

/** A body that does not say how long it is. */
const unannounced = (bytes: number) =>
  new ReadableStream<Uint8Array>({
    pull(controller) {
      const size = Math.min(bytes, mebibyte);
      if (size === 0) return controller.close();
      controller.enqueue(new Uint8Array(size).fill(0x20));
      bytes -= size;
    },
  });

const many = (count: number) => JSON.stringify(Array.from({ length: count }, () => note));

const refusals: [string, () => Body, Record<string, string>, number, Record<string, unknown>?][] = [
  ["a body that is cut off", () => '{"events":[', json, 400],
  ["a body that is empty", () => "", json, 400],
  ["bytes that are no UTF-8", () => Uint8Array.of(0x22, 0xff, 0x22), json, 400],
  ["gzip that is none", () => text, gzip, 400],
  ["gzip that is cut off", () => gzipSync(randomBytes(1_000)).subarray(0, 500), gzip, 400],
  ["a count that differs", () => text, { ...json, "x-event-count": "2" }, 400],
  ["a default source that is ours", () => text, { ...json, "x-event-source": "sightline" }, 400],
  ["a bare number", () => "5", json, 422],
  ["events that are no list", () => '{"events":5}', json, 422],
  ["a batch_id that is no text", () => '{"events":[],"batch_id":5}', json, 422],
  ["a type that is not known", () => text, { "content-type": "text/csv" }, 415],
  ["an encoding that is not known", () => text, { ...json, "content-encoding": "zstd" }, 415],
  ["1,001 events", () => many(1_001), json, 413, { limit: 1_000, unit: "events" }],
  ["5 MiB and a byte", () => " ".repeat(5 * mebibyte + 1), json, 413, { limit: 5 * mebibyte, unit: "bytes" }],
  ["5 MiB and a byte, unannounced", () => unannounced(5 * mebibyte + 1), json, 413, { limit: 5 * mebibyte }],
  ["a hundred MiB, unannounced", () => unannounced(100 * mebibyte), json, 413, { limit: 5 * mebibyte }],
  [
    "20 MiB and a byte once inflated",
    () => gzipSync(Buffer.alloc(20 * mebibyte + 1, 0x20)),
    gzip,
    413,
    { limit: 20 * mebibyte, unit: "bytes" },
  ],
  ["a bomb of a thousand to one", () => gzipSync(Buffer.alloc(64 * mebibyte)), gzip, 413, { limit: 20 * mebibyte }],
  [
    "a bomb of a million to one",
    () => brotliCompressSync(Buffer.alloc(64 * mebibyte), quick),
    br,
    413,
    { limit: 20 * mebibyte },
  ],
];

onEachMount(() => {
  for (const [what, body, headers, status, limit = {}] of refusals) {
    test(`${what}: ${status}`, async ({ caller }) => {
      const told = await postBody(caller, body(), headers);
      expect(told.status).toBe(status);
      expect(told.body).toMatchObject(limit);
      expect((await postBody(caller, text, json)).status).toBe(200);
    });
  }

  test("all events rejected: 422 with the same fields, nothing stored", async ({ caller }) => {
    const before = (await postBody(caller, text, json)).body.last_cursor ?? 0;
    const told = await postBody(caller, JSON.stringify({ events: [{}, { ...note, status: 1 }] }), json);
    expect(told.status).toBe(422);
    expect(told.body).toMatchObject({
      accepted: 0,
      duplicates: 0,
      first_cursor: null,
      last_cursor: null,
      batch_id: null,
    });
    expect(told.body.rejected.map(({ index, errors }) => [index, errors.map(({ path }) => path)])).toEqual([
      [0, ["event_type", "agent_id"]],
      [1, ["status"]],
    ]);
    expect(told.body.errors?.map(({ path }) => path)).toEqual([
      "events[0].event_type",
      "events[0].agent_id",
      "events[1].status",
    ]);
    expect((await postBody(caller, text, json)).body.first_cursor).toBe(before + 1);
  });

  test("the key comes by Authorization or by X-API-Key; without a good one 401, without the scope 403", async ({
    server,
    caller,
    createKey,
  }) => {
    const send = async (headers: Record<string, string>) => {
      const answer = await fetch(`${server.url}/api/v1/events/ingest`, {
        method: "POST",
        headers: { ...json, ...headers },
        body: text,
      });
      const body = await answer.json();
      if (!answer.ok) expectProblem({ status: answer.status, headers: answer.headers, body });
      if (answer.status === 401) expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
      return answer.status;
    };
    const key = caller.apiKey;
    expect(await send({ authorization: `Bearer ${key}` })).toBe(200);
    expect(await send({ authorization: `bearer  ${key}` })).toBe(200);
    expect(await send({ "x-api-key": key })).toBe(200);
    expect(await send({})).toBe(401);
    expect(await send({ cookie: "next-auth.session-token=x" })).toBe(401);
    expect(await send({ authorization: `Basic ${key}` })).toBe(401);
    expect(await send({ authorization: "Bearer nope", "x-api-key": key })).toBe(401);
    expect(await send({ "x-api-key": `${key}x` })).toBe(401);
    expect(await send({ "x-api-key": await createKey(["read", "admin"]) })).toBe(403);
    const post = (target: string) => postBody(caller, text, json, `/api/v1/events/ingest${target}`);
    expect((await post("?workspace=harbor")).status).toBe(200);
    expect((await post("?workspace=lagoon")).status).toBe(404);
    const unknown = await post("?source=codex");
    expect(unknown.status).toBe(400);
    expect(unknown.body.errors).toMatchObject([{ path: "source" }]);
    // In an address a key counts for nothing, and is not repeated.
    const inAddress = await fetch(`${server.url}/api/v1/events/ingest?key=${key}`, { method: "POST", body: text });
    expect(inAddress.status).toBe(401);
    expect(await inAddress.text()).not.toContain(key);
  });

  for (const method of ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    test(`${method}: 405 that names POST`, async ({ server }) => {
      const answer = await fetch(`${server.url}/api/v1/events/ingest`, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get("allow")).toBe("POST");
      if (method !== "HEAD") {
        expectProblem({ status: answer.status, headers: answer.headers, body: await answer.json() });
      }
    });
  }

  test("past the rate: 429 with Retry-After, nothing of it stored", async ({ server, createKey }) => {
    const caller = { url: server.url, apiKey: await createKey(["ingest"], { rate_limit: 1_000 }) };
    // Far more than the rate lets through in the seconds that these take.
    const batch = many(1_000);
    const told = await Promise.all(Array.from({ length: 20 }, () => postBody(caller, batch, json)));
    const refused = told.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(told.map(({ status }) => status).filter((status) => status !== 200 && status !== 429)).toEqual([]);
    for (const { headers } of refused) expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    const accepted = told
      .filter(({ status }) => status === 200)
      .flatMap(({ body }) => [body.first_cursor, body.last_cursor]);
    const span = Math.max(...accepted.map(Number)) - Math.min(...accepted.map(Number)) + 1;
    expect(span).toBe(1_000 * (told.length - refused.length));
  });
});

test("without its database next start answers 503 with Retry-After; so does the front door, see the trouble tests", async () => {
  const next = await startNext({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" });
  try {
    for (const path of ["/api/v1/events/ingest", "/api/v1/events/stream"]) {
      const headers = { "x-api-key": "some-key-0123456789" };
      const isStream = path.endsWith("stream");
      const answer = await fetch(next.url + path, isStream ? { headers } : { method: "POST", headers, body: text });
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      expectProblem({ status: answer.status, headers: answer.headers, body: await answer.json() });
    }
  } finally {
    await next.stop();
  }
});
