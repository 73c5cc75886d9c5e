import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgentEvent } from "@/lib/contract/event";
import type { EventPage } from "@/lib/contract/query";
import { maySee } from "@/lib/contract/reach";
import type { EventStats } from "@/lib/contract/stats";
import { formatFilter, type TimelineFilter } from "@/lib/timeline/filter";
import { filterableEvent, timelineFilter } from "@/lib/timeline/filter-cases";
import { compileFilter } from "@/lib/timeline/match-filter";
import { advance } from "../projections/advance";
import { projections } from "../projections/registry";
import { appendEvents } from "../store/append-events";
import { restrictedTo } from "../testing/restricted-key";
import { StreamReader } from "../testing/stream-reader";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { eventsEndpoint } from "./events";
import { exportEndpoint } from "./export";
import { eventStatsEndpoint } from "./stats";
import { streamEndpoint } from "./stream";

// The one filter language has five readings: pages, stream, statistics, export and the predicate. They agree on every filter,
// wherever the read models stand in the log.

withTestDatabase();

const size = 500;

async function readPages({ key }: TestWorkspace, filter: TimelineFilter, limit: number): Promise<AgentEvent[]> {
  const events: AgentEvent[] = [];
  let target: string | null = `/api/v1/events?${withParams(filter, { order: "asc", limit: String(limit) })}`;
  while (target !== null) {
    const page: EventPage = jsonOf<EventPage>(await call(eventsEndpoint, { key, target }));
    events.push(...page.events);
    target = page.next;
  }
  return events;
}

async function readStream(workspace: TestWorkspace, filter: TimelineFilter): Promise<unknown[]> {
  const reader = await StreamReader.open(streamEndpoint, workspace, withParams(filter, { cursor: "earliest" }));
  const events: unknown[] = [];
  for (let frame = await reader.next(); frame.name !== "replay_complete"; frame = await reader.next()) {
    if (frame.name === "event") events.push(frame.data);
  }
  await reader.close();
  return events;
}

async function readExport({ key }: TestWorkspace, filter: TimelineFilter): Promise<unknown[]> {
  const { body } = await call(exportEndpoint, { key, target: `/api/v1/events/export?${withParams(filter)}` });
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString().split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

async function readStatistics({ key }: TestWorkspace, filter: TimelineFilter): Promise<EventStats> {
  return jsonOf(await call(eventStatsEndpoint, { key, target: `/api/v1/events/stats?${withParams(filter)}` }));
}

function withParams(filter: TimelineFilter, more: Record<string, string> = {}): string {
  const params = formatFilter(filter);
  for (const [name, value] of Object.entries(more)) params.set(name, value);
  return params.toString();
}

function countBy(events: readonly AgentEvent[], read: (event: AgentEvent) => string | null): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const event of events) {
    const value = read(event);
    if (value !== null) counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

test("pages, stream, statistics, export and predicate agree on every filter, whatever projects their reader sees, wherever the read models stand", async () => {
  const workspace = await createTestWorkspace();
  const drafts = fc.sample(filterableEvent, size).map((event) => ({
    ...event,
    event_id: randomUUID(),
    metadata: JSON.stringify("metadata" in event ? event.metadata : {}),
    api_key: null,
  }));
  await appendEvents(workspace.id, drafts);
  const all = await readPages(workspace, {}, 1_000);
  expect(all.map(({ event_id }) => event_id)).toEqual(drafts.map(({ event_id }) => event_id));
  const projects = [...new Set(all.flatMap(({ project }) => project ?? []))].slice(0, 2);
  const readers = [
    { reader: workspace, sees: null },
    { reader: await restrictedTo(workspace, projects), sees: projects },
    { reader: await restrictedTo(workspace, ["no such project"]), sees: ["no such project"] },
  ];
  let matched = 0;

  const reading = fc.tuple(fc.constantFrom(...readers, ...readers.slice(0, 2)), fc.constantFrom(1_000, 37));
  const agree = fc.asyncProperty(timelineFilter, reading, async (filter, [{ reader, sees }, limit]) => {
    const isExpected = (filter: TimelineFilter) => {
      const matches = compileFilter(filter);
      return (event: AgentEvent) => matches(event) && maySee(sees, event.project);
    };
    const expected = all.filter(isExpected(filter));
    expect(await readPages(reader, filter, limit)).toEqual(expected);
    expect(await readExport(reader, filter)).toEqual(expected);
    const { since: _since, until: _until, ...untimed } = filter;
    expect(await readStream(reader, untimed)).toEqual(all.filter(isExpected(untimed)));
    const stats = await readStatistics(reader, filter);
    expect(stats).toMatchObject({ total: expected.length, head: size });
    expect(stats.by_type).toEqual(countBy(expected, (event) => event.event_type));
    expect(stats.by_category).toEqual(countBy(expected, (event) => event.category));
    expect(stats.by_severity).toEqual(countBy(expected, (event) => event.severity));
    expect(stats.by_status).toEqual(countBy(expected, (event) => event.status));
    expect(stats.by_source).toEqual(countBy(expected, (event) => event.source));
    expect(Object.fromEntries(stats.by_agent.map(({ agent_id, count }) => [agent_id, count]))).toEqual(
      countBy(expected, (event) => event.agent_id),
    );
    expect(stats.series.reduce((sum, { total }) => sum + total, 0)).toBe(expected.length);
    matched += expected.length;
  });

  // None of the log folded, then some of it by each read model to a place of its own, then all.
  await fc.assert(agree, { numRuns: 15 });
  for (const projection of projections) {
    const [eventsMax = size] = fc.sample(fc.integer({ min: 1, max: size - 1 }), 1);
    await advance(workspace.id, projection, { eventsMax });
  }
  await fc.assert(agree, { numRuns: 25 });
  for (const projection of projections) await advance(workspace.id, projection);
  await fc.assert(agree, { numRuns: 15 });
  // Most filters match something, or agreeing would prove little.
  expect(matched).toBeGreaterThan(200);
}, 60_000);
