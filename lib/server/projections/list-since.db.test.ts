import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { wholeReach } from "@/lib/contract/reach";
import { projectActions } from "@/lib/timeline/actions";
import { projectSessions } from "@/lib/timeline/sessions";
import { projectTraces } from "@/lib/timeline/traces";
import { pool } from "../db/pool";
import { decodeEvent } from "../store/event-row";
import { pageEvents } from "../store/page-events";
import { Bindings } from "../store/where-from-filter";
import { createTestWorkspace, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { catchUp } from "./catch-up";
import { cursorAt, type ListPage, type ListQuery, listConditions } from "./list-query";
import { type ModelsId, wholeModels } from "./models";
import { pageActions } from "./read-actions";
import { pageSessions } from "./read-sessions";
import { pageTraces } from "./read-traces";

withTestDatabase();

const startMs = Date.parse("2026-01-05T00:00:00Z");
const eventsInLog = 400;
let workspace: TestWorkspace;

/** A log that was received a quarter of an hour after another, with times that lie up to two days back. */
beforeAll(async () => {
  workspace = await createTestWorkspace();
  await pool("append").query(
    `WITH moved AS (UPDATE logs SET head = $2 WHERE workspace_id = $1)
      INSERT INTO events (workspace_id, cursor, event_id, event_type, timestamp, received_at, agent_id, session_id, trace_id,
        severity, category, metadata)
      SELECT $1, i, gen_random_uuid(), 'tool.started', r.at - i * 7919 % 2880 * INTERVAL '1 minute', r.at, 'a',
        's' || i * 31 % 97, 'r' || i * 17 % 89, 'info', 'custom', json_build_object('tool_use_id', 'u' || i * 13 % 53)
      FROM generate_series(1, $2::bigint) AS i,
        LATERAL (SELECT $3::timestamptz + i * INTERVAL '15 minutes' AS at) AS r`,
    [workspace.id, eventsInLog, new Date(startMs).toISOString()],
  );
  await catchUp(workspace.id);
});

const instant = fc
  .integer({ min: -3 * 96, max: eventsInLog + 96 })
  .map((quarters) => `${new Date(startMs + quarters * 900_000).toISOString().slice(0, 19)}.000000Z`);

test("What was heard of in a span of times is in the list, whenever it was received.", async () => {
  const { events } = await pageEvents(wholeReach(workspace.id), {}, { order: "asc", limit: eventsInLog });
  const log = events.map(decodeEvent);
  const sessions = [...projectSessions(log).values()].map((each) => [each.session_id, each.last_seen]);
  const traces = [...projectTraces(log).values()].map((each) => [each.trace_id, each.last_seen]);
  const actions = [...projectActions(log).values()].map((each) => [
    `${each.session_id} ${each.tool_use_id}`,
    each.started_at,
  ]);
  let found = 0;
  const expectSpan = async <T>(
    page: (models: ModelsId, query: ListQuery) => Promise<ListPage<T>>,
    { all, idOf, since, until }: { all: string[][]; idOf: (item: T) => string; since: string; until: string | null },
  ) => {
    const filter = until === null ? { since } : { since, until };
    const { items } = await page(wholeModels(workspace.id), { limit: 1_000, before: undefined, filter });
    const expected = all.filter(([, at = ""]) => at >= since && (until === null || at < until)).map(([id]) => id);
    expect(items.map(idOf).sort()).toEqual(expected.sort());
    found += expected.length;
  };
  await fc.assert(
    fc.asyncProperty(instant, fc.option(instant), async (since, until) => {
      await expectSpan(pageSessions, { all: sessions, idOf: ({ session_id }) => session_id, since, until });
      await expectSpan(pageTraces, { all: traces, idOf: ({ trace_id }) => trace_id, since, until });
      const idOf = ({ session_id, tool_use_id }: { session_id: string | null; tool_use_id: string }) =>
        `${session_id} ${tool_use_id}`;
      await expectSpan(pageActions, { all: actions, idOf, since, until });
    }),
    { numRuns: 40 },
  );
  expect(found).toBeGreaterThan(40);
});

test("A list since an instant is not read to its end: an index gives what was heard of since then.", async () => {
  const since = `${new Date(startMs + (eventsInLog - 8) * 900_000).toISOString().slice(0, 19)}Z`;
  const { rows } = await pool("query").query<{ low: string }>({
    text: `SELECT (${cursorAt("$1", "$2::timestamptz")}) AS low`,
    values: [workspace.id, since],
  });
  // A minute is for clocks that were set back, so it is the event itself.
  expect(Number(rows[0]?.low)).toBe(eventsInLog - 8);

  const bindings = new Bindings();
  const query = { filter: { since }, before: undefined };
  const where = listConditions(workspace.id, query, { place: "last_cursor", fields: {}, bindings });
  const plan = await pool("projections").query<{ "QUERY PLAN": string }>({
    text: `EXPLAIN SELECT * FROM sessions t WHERE ${where} ORDER BY t.last_cursor DESC LIMIT 50`,
    values: bindings.values,
  });
  const conditions = plan.rows.map((row) => row["QUERY PLAN"]).filter((line) => line.includes("Index Cond"));
  expect(conditions.join()).toMatch(/last_cursor >= \(/);
});
