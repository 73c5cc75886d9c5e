import { expect, test } from "vitest";
import { pool } from "../db/pool";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { wholeModels } from "./models";
import { pageTraces } from "./read-traces";

withTestDatabase();

const traces = 12_000;

/** Which of them, the oldest first, has which agent: some of each that a page finds in another way. */
const agents = [
  { name: "in the newest", has: (n: number) => n % 10 === 0 },
  { name: "in a few old ones", has: (n: number) => n < 9_000 && n % 1_000 === 0 },
  { name: "in many old ones, none of them new", has: (n: number) => n < 9_500 && n % 2 === 0 },
  { name: "now in few, once in many", has: (n: number) => n > 11_990 || (n < 9_500 && n % 2 === 1) },
  { name: "in none", has: () => false },
];

test("However many traces have a label, and wherever they are, pages hold all of them once, newest first.", async () => {
  const { id } = await createTestWorkspace();
  const other = await createTestWorkspace();
  const numbers = Array.from({ length: traces }, (_, i) => i + 1);
  for (const workspaceId of [id, other.id]) {
    await pool("query").query(
      `INSERT INTO traces (workspace_id, trace_id, sources, agents, session_ids, task_ids, projects, started_at, last_seen,
         first_cursor, place, events, errors)
       SELECT $1, 'trace-' || n, '{}', string_to_array(names, ','), '{}', '{}', '{}', now(), now(), n, 2 * n, 1, 0
       FROM unnest($2::int[], $3::text[]) AS u (n, names)`,
      [
        workspaceId,
        numbers,
        numbers.map((n) => {
          const some = agents.flatMap(({ has }, i) => (has(n) ? [`agent-${i}`] : []));
          return some.join(",");
        }),
      ],
    );
  }
  for (const [i, { name, has }] of agents.entries()) {
    const expected = numbers.filter(has).reverse();
    const found: number[] = [];
    for (let before: number | undefined; found.length <= traces; ) {
      const page = await pageTraces(wholeModels(id), { limit: 997, before, filter: { agent_id: [`agent-${i}`] } });
      found.push(...page.items.map(({ trace_id }) => Number(trace_id.slice("trace-".length))));
      if (!page.hasMore) break;
      before = page.last ?? undefined;
    }
    expect(found, name).toEqual(expected);
    const small = await pageTraces(wholeModels(id), {
      limit: 20,
      before: undefined,
      filter: { agent_id: [`agent-${i}`] },
    });
    expect(small.items.map(({ trace_id }) => trace_id)).toEqual(expected.slice(0, 20).map((n) => `trace-${n}`));
  }
});
