import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { pool } from "../db/pool";
import { ingestEndpoint } from "../endpoints/ingest";
import { metricsEndpoint } from "../endpoints/metrics";
import { counting, createCountingTable, fillLog, readCounts } from "../testing/counting-projection";
import { PrometheusText } from "../testing/prometheus-text";
import { call, createTestWorkspace, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { onMove } from "./moves";
import type { Projection } from "./projection";
import { startProjections, stopProjections } from "./runner";

withTestDatabase();
beforeAll(createCountingTable);
afterEach(stopProjections);

const store = async ({ key }: TestWorkspace, count: number) => {
  const body = Array.from({ length: count }, (_, i) => ({ event_type: "note", agent_id: `a${i % 7}` }));
  expect((await call(ingestEndpoint, { method: "POST", key, body })).status).toBe(200);
};

/** Resolves once a read model of the workspace is seen at a cursor; answers every place that it was seen at. */
function seenAt(workspaceId: number, wanted: number, wantedName = "counting"): Promise<number[]> {
  const cursors: number[] = [];
  return new Promise((resolve) => {
    const leave = onMove(workspaceId, (name, cursor) => {
      if (name !== wantedName) return;
      cursors.push(cursor);
      if (cursor < wanted) return;
      leave();
      resolve(cursors);
    });
  });
}

async function expectCaughtUp({ id }: TestWorkspace): Promise<void> {
  const { model, log } = await readCounts(id);
  expect(model).toEqual(log);
}

test("What was stored before the start is folded, and then what comes in.", async () => {
  const workspace = await createTestWorkspace();
  await store(workspace, 20);
  const first = seenAt(workspace.id, 20);
  startProjections([counting]);
  await first;
  await expectCaughtUp(workspace);
  const second = seenAt(workspace.id, 120);
  await store(workspace, 100);
  await second;
  await expectCaughtUp(workspace);
});

test("Events that nobody told of, of an instance that died, are found by looking.", async () => {
  startProjections([counting]);
  const workspace = await createTestWorkspace();
  const seen = seenAt(workspace.id, 10);
  await fillLog(workspace.id, 10);
  await seen;
  await expectCaughtUp(workspace);
});

test("Workspaces that are far behind keep no other waiting.", async () => {
  // More of them than are worked on at a time.
  const large = await Promise.all([createTestWorkspace(), createTestWorkspace(), createTestWorkspace()]);
  for (const { id } of large) await fillLog(id, 24_000);
  const small = await createTestWorkspace();
  await fillLog(small.id, 10);
  const whole: number[] = [];
  const finished = large.map(({ id }) => seenAt(id, 24_000).then(() => whole.push(id)));
  const seen = seenAt(small.id, 10);
  startProjections([counting]);
  await seen;
  expect(whole).toEqual([]);
  await Promise.all(finished);
  await Promise.all([...large, small].map(expectCaughtUp));
});

test("A read model that fails is tried again, is counted, and keeps no other back.", async () => {
  await pool("query").query("CREATE TABLE gate (is_open boolean)");
  const failing: Projection = {
    ...counting,
    name: "failing",
    tables: [],
    statements: ["SELECT 1 / count(*) FROM gate WHERE $1::int > 0 AND $2::bigint < $3::bigint"],
  };
  const workspace = await createTestWorkspace();
  await store(workspace, 5);
  const [counted, recovered] = [seenAt(workspace.id, 5), seenAt(workspace.id, 5, "failing")];
  startProjections([failing, counting]);
  await counted;
  await expectCaughtUp(workspace);
  const scrape = async () => new PrometheusText(String((await call(metricsEndpoint, { isDirect: true })).body));
  const of = (projection: string) => ({ projection });
  await vi.waitFor(
    async () => {
      const text = await scrape();
      expect(text.value("sightline_projection_failures_total", of("failing"))).toBeGreaterThanOrEqual(1);
      expect(text.value("sightline_projection_lag_events", of("failing"))).toBeGreaterThanOrEqual(5);
      expect(text.value("sightline_projection_lag_seconds", of("failing"))).toBeGreaterThan(0);
      expect(text.value("sightline_projection_lag_events", of("counting"))).toBe(0);
      expect(text.value("sightline_projection_failures_total", of("counting"))).toBe(0);
    },
    { timeout: 20_000 },
  );
  await pool("query").query("INSERT INTO gate VALUES (true)");
  await recovered;
});

test("After a stop nothing is folded any more.", async () => {
  const workspace = await createTestWorkspace();
  startProjections([counting]);
  const seen = seenAt(workspace.id, 5);
  await store(workspace, 5);
  await seen;
  await stopProjections();
  await store(workspace, 5);
  expect((await readCounts(workspace.id)).model).not.toEqual((await readCounts(workspace.id)).log);
});
