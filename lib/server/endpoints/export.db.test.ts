import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgentEvent } from "@/lib/contract/event";
import { csvColumns } from "@/lib/contract/export";
import { pool } from "../db/pool";
import type { Answer } from "../http/exchange";
import { importLines } from "../ingest/import-lines";
import { readExportedEvent } from "../ingest/read-exported-event";
import { appendEvents } from "../store/append-events";
import { anyDraft } from "../testing/any-draft";
import { noteDraft } from "../testing/note-draft";
import { call, createTestWorkspace, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { exportEndpoint } from "./export";

withTestDatabase();

async function textOf({ body }: Answer): Promise<string> {
  if (body === null || typeof body === "string") return body ?? "";
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
const exported = async ({ key }: TestWorkspace, target = "") =>
  textOf(await call(exportEndpoint, { key, target: `/api/v1/events/export${target}` }));
const eventsOf = (text: string) =>
  text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as AgentEvent]));
const cursorsOf = (text: string) => eventsOf(text).map(({ cursor }) => cursor);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

test("more events than a page holds come whole, in cursor order, and go on after any of them", async () => {
  const workspace = await createTestWorkspace();
  await appendEvents(
    workspace.id,
    Array.from({ length: 1_201 }, (_, i) => ({ ...noteDraft(randomUUID()), agent_id: `a${i % 3}` })),
  );
  expect(cursorsOf(await exported(workspace))).toEqual(upTo(1_201));
  expect(cursorsOf(await exported(workspace, "?after=1195"))).toEqual([1196, 1197, 1198, 1199, 1200, 1201]);
  expect(cursorsOf(await exported(workspace, "?after=100&before=104"))).toEqual([101, 102, 103]);
  expect(cursorsOf(await exported(workspace, "?agent_id=a1"))).toEqual(
    upTo(1_201).filter((cursor) => cursor % 3 === 2),
  );
  expect(await exported(workspace, "?agent_id=nobody")).toBe("");
});

test("what is imported reads back as it was, but for its place in the log; a second time nothing happens", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(anyDraft, { selector: (draft) => draft.event_id, maxLength: 20 }),
      async (drafts) => {
        const from = await createTestWorkspace();
        const into = await createTestWorkspace();
        // Types of any text can't be imported: no door would have let them in.
        await appendEvents(
          from.id,
          drafts.map((draft, i) => ({ ...draft, event_id: idOf(from.id, i), event_type: "note.any" })),
        );
        const text = await exported(from);
        // Another workspace may hold the same ids.
        const counted = await importLines(into.id, linesOf(text));
        expect(counted).toEqual({ stored: drafts.length, duplicates: 0, refused: [] });
        const placeless = (event: AgentEvent) => ({ ...event, cursor: 0, received_at: "", origin: "" });
        const copy = eventsOf(await exported(into));
        expect(copy.map(placeless)).toEqual(eventsOf(text).map(placeless));
        expect(copy.every(({ origin }) => origin === "import")).toBe(true);
        expect(await importLines(into.id, linesOf(text))).toMatchObject({ stored: 0, duplicates: drafts.length });
      },
    ),
    { numRuns: 15 },
  );
});

test("a line that is no event is told, and costs no other line", async () => {
  const workspace = await createTestWorkspace();
  await appendEvents(workspace.id, [noteDraft(randomUUID()), noteDraft(randomUUID())]);
  const [first = "", second = ""] = (await exported(workspace)).split("\n");
  const into = await createTestWorkspace();
  const { stored, refused } = await importLines(
    into.id,
    linesOf([first, "{oops", '{"event_type":"x"}', "", second].join("\n")),
  );
  expect(stored).toBe(2);
  expect(refused.map(({ line }) => line)).toEqual([2, 3]);
});

test("a payload that retention dropped stays known as dropped", async () => {
  const workspace = await createTestWorkspace();
  await appendEvents(workspace.id, [noteDraft(randomUUID())]);
  await pool("query").query("UPDATE events SET metadata = '{}', metadata_expired = true WHERE workspace_id = $1", [
    workspace.id,
  ]);
  const into = await createTestWorkspace();
  await importLines(into.id, linesOf(await exported(workspace)));
  expect(eventsOf(await exported(into))).toMatchObject([{ metadata: {}, metadata_expired: true, origin: "import" }]);
});

test("whatever a line is, reading it answers", () => {
  const line = fc.oneof(
    fc.string(),
    fc.json(),
    fc.record({ event_type: fc.json(), metadata: fc.json() }).map((v) => JSON.stringify(v)),
  );
  fc.assert(fc.property(line, (text) => typeof readExportedEvent(text).ok === "boolean"));
});

test("a table has the contract's columns, and no cell that a spreadsheet would run", async () => {
  const workspace = await createTestWorkspace();
  await appendEvents(workspace.id, [
    {
      ...noteDraft(randomUUID()),
      agent_name: '=HYPERLINK("http://x")',
      operation: 'a, "b"\nc',
      source: "@SUM(1)",
      metadata: '{"a":"b"}',
    },
  ]);
  const text = await exported(workspace, "?format=csv");
  const [head = "", row = ""] = text.split("\r\n");
  expect(head.split(",")).toEqual([...csvColumns]);
  expect(row).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(text).toContain(`"a, ""b""\nc"`);
  expect(row + text).toContain("'@SUM(1)");
  expect(text).toContain(`"{""a"":""b""}"`);
});

test("a retention that overtakes it cuts it off: what is missing is not passed over", async () => {
  const workspace = await createTestWorkspace();
  await appendEvents(
    workspace.id,
    Array.from({ length: 900 }, () => noteDraft(randomUUID())),
  );
  const answer = await call(exportEndpoint, { key: workspace.key, target: "/x" });
  const chunks = (answer.body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  await chunks.next();
  await pool("query").query("UPDATE logs SET floor = 700 WHERE workspace_id = $1", [workspace.id]);
  await pool("query").query("DELETE FROM events WHERE workspace_id = $1 AND cursor < 700", [workspace.id]);
  await expect(chunks.next()).rejects.toThrow("lost");
});

test("what can't be asked is refused by name", async () => {
  const workspace = await createTestWorkspace();
  for (const [name, query] of [
    ["format", "format=xml"],
    ["after", "after=-1"],
    ["limit", "limit=5"],
    ["kinds", "kinds=%25"],
  ]) {
    const answer = await call(exportEndpoint, { key: workspace.key, target: `/x?${query}` });
    expect([name, answer.status]).toEqual([name, 400]);
    expect(JSON.parse(String(answer.body)).errors).toMatchObject([{ path: name }]);
  }
});

async function* linesOf(text: string): AsyncGenerator<string> {
  yield* Readable.from(text.split("\n"));
}

/** Ids of two workspaces never meet; those of one run do. */
const idOf = (workspaceId: number, index: number) =>
  `${workspaceId.toString(16).padStart(8, "0")}-0000-4000-8000-${index.toString(16).padStart(12, "0")}`;
