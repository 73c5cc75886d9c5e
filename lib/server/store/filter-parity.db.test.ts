import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { filterableEvent, timelineFilter } from "@/lib/timeline/filter-cases";
import { compileFilter, type Filterable } from "@/lib/timeline/match-filter";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { appendEvents } from "./append-events";
import { pageEvents } from "./page-events";

withTestDatabase();

const draftOf = (event: Filterable) => ({
  ...event,
  event_id: randomUUID(),
  agent_name: null,
  metadata: "{}",
  api_key: null,
});

test("memory and PostgreSQL agree on every filter", async () => {
  const workspace = await createTestWorkspace();
  const sample = fc.sample(filterableEvent, 600);
  await appendEvents(workspace.id, sample.map(draftOf));
  let matched = 0;
  await fc.assert(
    fc.asyncProperty(timelineFilter, async (filter) => {
      const { events } = await pageEvents(workspace.id, filter, { order: "asc", limit: 1_000 });
      const expected = sample.flatMap((event, index) => (compileFilter(filter)(event) ? [index + 1] : []));
      expect(events.map(({ cursor }) => cursor)).toEqual(expected);
      matched += expected.length;
    }),
    { numRuns: 300 },
  );
  // Most filters match something, or agreeing would prove little.
  expect(matched).toBeGreaterThan(300);
});
