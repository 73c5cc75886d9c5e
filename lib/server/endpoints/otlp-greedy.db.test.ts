import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import type { CreatedKey } from "@/lib/contract/keys";
import { pool } from "../db/pool";
import { asJson, asProtobuf, attribute, logsOf, postOtlp, protobufOf, readLog } from "../testing/otlp";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";

import { keysEndpoint } from "./keys";

// Bodies made to cost far more than they weigh. One whose cost grows with its square, or with what it repeats, would run
// past the test's own time or out of memory.

withTestDatabase();

const packed = (body: string | Uint8Array) => gzipSync(body, { level: 1 });
const post = (workspace: TestWorkspace, body: string | Uint8Array, headers: Record<string, string> = asJson) =>
  postOtlp(workspace, "logs", packed(body), { ...headers, "content-encoding": "gzip" });
const countStored = async ({ id }: TestWorkspace) => {
  const { rows } = await pool("query").query<{ count: string }>("SELECT count(*) FROM events WHERE workspace_id = $1", [
    id,
  ]);
  return Number(rows[0]?.count);
};
const nested = (levels: number, open: string, inner: string, close: string) =>
  open.repeat(levels) + inner + close.repeat(levels);

test("records by the thousand are all stored before the answer, in slices", async () => {
  const workspace = await createTestWorkspace();
  const records = Array.from({ length: 3_210 }, (_, i): JsonValue => ({ timeUnixNano: `17633883724820${i}` }));
  expect((await post(workspace, protobufOf("logs", logsOf(records)), asProtobuf)).status).toBe(200);
  expect(await countStored(workspace)).toBe(3_210);
  expect((await post(workspace, JSON.stringify(logsOf(records)))).status).toBe(200);
  expect(await countStored(workspace)).toBe(3_210);
});

test.each([
  ["JSON", () => `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${"{},".repeat(250_000)}{}]}]}]}`, asJson],
  // Ten million records of nothing: a tag and a length of zero each.
  [
    "protobuf",
    () => {
      const records = Buffer.alloc(18 * 1024 * 1024, Buffer.from([0x12, 0x00]));
      const scope = Buffer.concat([Buffer.from([0x12]), varint(records.length), records]);
      return Buffer.concat([Buffer.from([0x0a]), varint(scope.length), scope]);
    },
    asProtobuf,
  ],
])("more records than fit in one request of %s are a 413", async (_, body, headers) => {
  const workspace = await createTestWorkspace();
  expect((await post(workspace, body(), headers)).status).toBe(413);
  expect(await countStored(workspace)).toBe(0);
});

test("groups by the million that hold nothing are as many as records", async () => {
  const workspace = await createTestWorkspace();
  const scopes = Buffer.alloc(4 * 1024 * 1024, Buffer.from([0x12, 0x00]));
  const body = Buffer.concat([Buffer.from([0x0a]), varint(scopes.length), scopes]);
  expect((await post(workspace, body, asProtobuf)).status).toBe(413);
  const json = `{"resourceLogs":[{"scopeLogs":[${"{},".repeat(250_000)}{}]}]}`;
  expect((await post(workspace, json)).status).toBe(413);
});

test("a record of millions of values is stored without what could not be kept, and says so", async () => {
  const workspace = await createTestWorkspace();
  const values = Buffer.alloc(16 * 1024 * 1024, Buffer.from([0x32, 0x00]));
  const body = Buffer.from([0x2a, 0x04, 0x0a, 0x02, 0x68, 0x69]);
  const record = Buffer.concat([body, values]);
  const scope = Buffer.concat([Buffer.from([0x12]), varint(record.length), record]);
  const group = Buffer.concat([Buffer.from([0x12]), varint(scope.length), scope]);
  const request = Buffer.concat([Buffer.from([0x0a]), varint(group.length), group]);
  expect((await post(workspace, request, asProtobuf)).status).toBe(200);
  expect((await readLog(workspace))[0]?.metadata).toMatchObject({
    body: "hi",
    truncated: [{ path: "metadata", reason: "size", bytes: record.length }],
  });
  const json = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"ho"},"attributes":[${'{"key":"a"},'.repeat(300_000)}{}]}]}]}]}`;
  expect((await post(workspace, json)).status).toBe(200);
  expect((await readLog(workspace))[1]?.metadata).toMatchObject({ body: "ho", attributes: { a: null } });
});

test("a large resource is kept with the first of its records, and noted with the others", async () => {
  const workspace = await createTestWorkspace();
  const large = [attribute("service.name", "shop"), attribute("env", "x".repeat(40_000))];
  const records = Array.from({ length: 3 }, (_, i): JsonValue => ({ timeUnixNano: `176338837248200000${i}` }));
  await post(workspace, JSON.stringify(logsOf(records, large)));
  const stored = await readLog(workspace);
  expect(stored.map(({ source }) => source)).toEqual(["shop", "shop", "shop"]);
  const resource = { "service.name": "shop", env: "x".repeat(40_000) };
  expect(stored.map(({ metadata }) => metadata.resource)).toEqual([resource, undefined, undefined]);
  const note = { path: "metadata.resource", reason: "size", bytes: JSON.stringify(resource).length };
  expect(stored[1]?.metadata.truncated).toMatchObject([note]);
  expect(stored[0]?.metadata.truncated).toBeUndefined();
});

test("nothing that a record holds makes the door refuse: it is cut to what can be kept, and listed", async () => {
  const workspace = await createTestWorkspace();
  const body = (text: string): JsonObject => ({ body: { stringValue: text } });
  await post(
    workspace,
    JSON.stringify(
      logsOf([
        body("a\0b\ud800"),
        body("x".repeat(200_000)),
        { body: { intValue: "9007199254740993" } },
        { eventName: "n".repeat(300), attributes: [attribute("session.id", "s\0")] },
      ]),
    ),
  );
  const stored = await readLog(workspace);
  const cuts = stored.map(({ metadata }) =>
    (metadata.truncated as JsonObject[]).map(({ path, reason }) => [path, reason]),
  );
  expect(cuts).toEqual([
    [["metadata.body", "characters"]],
    [["metadata.body", "size"]],
    [["metadata.body", "number"]],
    expect.arrayContaining([
      ["session_id", "characters"],
      ["operation", "size"],
    ]),
  ]);
  expect(stored[0]?.metadata.body).toBe("a\uFFFDb\uFFFD");
  expect(stored[2]?.metadata.body).toBe("9007199254740993");
  expect(stored[3]).toMatchObject({ session_id: "s\uFFFD", operation: "n".repeat(200) });
});

test("bytes that are no UTF-8 are mended like characters that can't be kept", async () => {
  const workspace = await createTestWorkspace();
  const request = protobufOf("logs", logsOf([{ body: { stringValue: "caf#" } }]));
  request.writeUInt8(0xe9, request.indexOf("#"));
  await post(workspace, request, asProtobuf);
  expect((await readLog(workspace))[0]?.metadata).toMatchObject({
    body: "caf\uFFFD",
    truncated: [{ path: "metadata.body", reason: "characters" }],
  });
});

test("a value nested by the ten thousand is cut where metadata ends", async () => {
  const workspace = await createTestWorkspace();
  const list = nested(30_000, '{"arrayValue":{"values":[', "", "]}}");
  const map = nested(30_000, '{"kvlistValue":{"values":[{"key":"k","value":', "{}", "}]}}");
  for (const value of [list, map]) {
    const record = `{"body":${value},"attributes":[{"key":"deep","value":${value}}]}`;
    const request = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${record}]}]}]}`;
    expect((await post(workspace, request)).status).toBe(200);
  }
  // Each level of the list is two messages; around them the record's body, the record, its scope and its resource.
  const tags = Array.from({ length: 30_000 }, () => [0x0a, 0x2a]).flat();
  const heads: Buffer[] = [];
  let bytes = 0;
  for (const tag of [...tags, 0x2a, 0x12, 0x12, 0x0a]) {
    const head = Buffer.concat([Buffer.from([tag]), varint(bytes)]);
    heads.push(head);
    bytes += head.length;
  }
  const request = Buffer.concat(heads.reverse());
  expect((await post(workspace, request, asProtobuf)).status).toBe(200);
  const stored = await readLog(workspace);
  expect(stored).toHaveLength(3);
  for (const { metadata } of stored)
    expect(metadata.truncated).toMatchObject(expect.arrayContaining([expect.objectContaining({ reason: "depth" })]));
});

test("a request over its key's rate is a 429 with Retry-After, and nothing of it is stored", async () => {
  const workspace = await createTestWorkspace();
  const body = { name: "slow", scopes: ["ingest"], rate_limit: 1 };
  const { key } = jsonOf<CreatedKey>(await call(keysEndpoint, { method: "POST", key: workspace.key, body }));
  const slow = { ...workspace, key };
  const records = Array.from({ length: 50 }, (_, i): JsonValue => ({ timeUnixNano: `17633883724820000${10 + i}` }));
  // A full bucket lets more pass than it holds, and owes it then.
  expect((await post(slow, JSON.stringify(logsOf(records)))).status).toBe(200);
  for (const headers of [asJson, asProtobuf]) {
    const request = logsOf([{ timeUnixNano: "5" }]);
    const sent = headers === asJson ? JSON.stringify(request) : protobufOf("logs", request);
    const answer = await post(slow, sent, headers);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  }
  expect(await countStored(workspace)).toBe(50);
});

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}
