import { expect, test } from "vitest";
import type { AgentEvent } from "@/lib/contract/event";
import type { Problem } from "@/lib/contract/problem";
import type { EventPage } from "@/lib/contract/query";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { eventEndpoint, eventsEndpoint, recentEventsEndpoint } from "./events";
import { ingestEndpoint } from "./ingest";

withTestDatabase();

const store = (workspace: TestWorkspace, events: Record<string, unknown>[]) =>
  call(ingestEndpoint, {
    method: "POST",
    key: workspace.key,
    body: events.map((event) => ({ event_type: "note", agent_id: "a", ...event })),
  });
const page = async (workspace: TestWorkspace, target: string) =>
  jsonOf<EventPage>(await call(eventsEndpoint, { key: workspace.key, target }));
const cursors = ({ events }: EventPage) => events.map(({ cursor }) => cursor);

async function readAll(workspace: TestWorkspace, target: string): Promise<number[]> {
  const all: number[] = [];
  for (let next: string | null = target; next !== null; ) {
    const answer: EventPage = await page(workspace, next);
    all.push(...cursors(answer));
    next = answer.next;
  }
  return all;
}

test("pages in either order hold every match once", async () => {
  const workspace = await createTestWorkspace();
  await store(
    workspace,
    Array.from({ length: 25 }, (_, i) => ({ agent_id: i % 2 ? "odd" : "even" })),
  );
  const odd = [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24];
  expect(await readAll(workspace, "/?agent_id=odd&order=asc&limit=5")).toEqual(odd);
  expect(await readAll(workspace, "/?agent_id=odd&limit=5")).toEqual([...odd].reverse());
  expect(await readAll(workspace, "/?after=3&before=7&limit=2")).toEqual([6, 5, 4]);
});

test("pages stay stable while events arrive", async () => {
  const workspace = await createTestWorkspace();
  await store(
    workspace,
    Array.from({ length: 6 }, () => ({})),
  );
  const first = await page(workspace, "/?limit=3");
  await store(workspace, [{}, {}, {}]);
  expect(cursors(first)).toEqual([6, 5, 4]);
  expect(cursors(await page(workspace, first.next ?? ""))).toEqual([3, 2, 1]);
});

test("next carries a relative time as the instant that it meant on the first page", async () => {
  const workspace = await createTestWorkspace();
  await store(workspace, [{}, {}, {}]);
  const { next } = await page(workspace, "/?since=1h&limit=1");
  expect(new URL(next ?? "", "http://x").searchParams.get("since")).toMatch(/^\d{4}-.*Z$/);
});

test("recent is newest first and takes no order", async () => {
  const workspace = await createTestWorkspace();
  await store(workspace, [{}, {}]);
  const answer = await call(recentEventsEndpoint, { key: workspace.key });
  expect(cursors(jsonOf<EventPage>(answer))).toEqual([2, 1]);
  expect((await call(recentEventsEndpoint, { key: workspace.key, target: "/?order=asc" })).status).toBe(400);
});

test.each(["limit=0", "limit=1001", "limit=1&limit=2", "limit=1.5", "order=up", "after=-1", "before=x", "page=2"])(
  "%s is a 400 that names it",
  async (query) => {
    const workspace = await createTestWorkspace();
    const answer = await call(eventsEndpoint, { key: workspace.key, target: `/?${query}` });
    expect(answer.status).toBe(400);
    expect(jsonOf<Problem>(answer).errors?.map(({ path }) => path)).toEqual([query.split("=", 1)[0]]);
  },
);

test("another workspace's event is a 404, as though it did not exist", async () => {
  const [mine, other] = [await createTestWorkspace(), await createTestWorkspace()];
  await store(other, [{}]);
  const event = (await page(other, "/")).events[0] as AgentEvent;
  const read = (key: string, event_id: string) => call(eventEndpoint, { key, params: { event_id } });
  expect((await read(other.key, event.event_id)).status).toBe(200);
  expect((await read(mine.key, event.event_id)).status).toBe(404);
  expect((await read(mine.key, "no-id")).status).toBe(404);
  expect(cursors(await page(mine, "/"))).toEqual([]);
});
