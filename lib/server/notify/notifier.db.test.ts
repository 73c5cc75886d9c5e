import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { wholeReach } from "@/lib/contract/reach";
import { formatFilter } from "@/lib/timeline/filter";
import { filterableEvent, timelineFilter } from "@/lib/timeline/filter-cases";
import type { Filterable } from "@/lib/timeline/match-filter";
import { prisma } from "../db/prisma";
import { afterAppends } from "../endpoints/after-appends";
import { ingestEndpoint } from "../endpoints/ingest";
import { rulesEndpoint } from "../endpoints/rules";
import { keepHouse } from "../projections/keep-house";
import { appendEvents } from "../store/append-events";
import { pageEvents } from "../store/page-events";
import { inboxOf, judgeAll, makeRule } from "../testing/rules";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { judgeDue } from "./judge-due";
import { startNotifier, stopNotifier } from "./notifier";

withTestDatabase();
afterEach(stopNotifier);

const ingest = async ({ key }: TestWorkspace, events: object[]) => {
  expect((await call(ingestEndpoint, { method: "POST", key, body: events })).status).toBe(200);
};
const note = { event_type: "note", agent_id: "coder" };
const counts = async ({ id }: TestWorkspace) => (await inboxOf(id)).map(({ count }) => count);

test("a rule tells of what a query with its filter gives, whatever the filter", async () => {
  let matched = 0;
  const draftOf = (event: Filterable) => ({
    ...event,
    event_id: randomUUID(),
    metadata: JSON.stringify("metadata" in event ? event.metadata : {}),
    api_key: null,
  });
  const filters = fc.sample(timelineFilter, 40).map(({ since: _since, until: _until, ...filter }) => filter);
  const workspace = await createTestWorkspace();
  const rules = filters.map((filter, i) => ({
    ...{ id: randomUUID(), workspaceId: workspace.id, name: `rule ${i}`, filter: formatFilter(filter).toString() },
    ...{ condition: { type: "event" }, createdBy: "test", fromCursor: 0 },
  }));
  await makeRule(workspace.id);
  await prisma().rule.createMany({ data: rules });
  await appendEvents(workspace.id, fc.sample(filterableEvent, 600).map(draftOf));
  await judgeAll(workspace.id);
  const inbox = await inboxOf(workspace.id);
  for (const [i, filter] of filters.entries()) {
    const { events } = await pageEvents(wholeReach(workspace.id), filter, { order: "asc", limit: 1_000 });
    const own = inbox.filter(({ ruleId }) => ruleId === rules[i]?.id);
    expect([filter, own.reduce((sum, { count }) => sum + count, 0)]).toEqual([filter, events.length]);
    matched += events.length;
  }
  // Most filters match something, or agreeing would prove little.
  expect(matched).toBeGreaterThan(300);
});

test("a notifier tells of what comes in, and of a rule that was made while it runs", async () => {
  startNotifier();
  const workspace = await createTestWorkspace();
  const body = { name: "Notes", filter: "kinds=note" };
  expect((await call(rulesEndpoint, { method: "POST", key: workspace.key, body })).status).toBe(201);
  await ingest(workspace, [note, note]);
  await vi.waitFor(async () => expect(await counts(workspace)).toEqual([2]), { timeout: 10_000 });
  const { rules } = jsonOf<{ rules: { last_notified_at: string | null }[] }>(
    await call(rulesEndpoint, { key: workspace.key }),
  );
  expect(rules[0]?.last_notified_at).not.toBeNull();
  await stopNotifier();
  await ingest(workspace, [note]);
  expect(await counts(workspace)).toEqual([2]);
});

test("where nothing runs between requests the tick judges, and so does what follows an answer", async () => {
  const workspace = await createTestWorkspace();
  await makeRule(workspace.id);
  const answered = afterAppends();
  await ingest(workspace, [note]);
  await answered();
  expect(await counts(workspace)).toEqual([1]);
  await ingest(workspace, [note]);
  await judgeDue(5_000);
  expect(await counts(workspace)).toEqual([2]);
});

test("what is over goes after 90 days, or with the events that it told of", async () => {
  const [forever, month] = [await createTestWorkspace(), await createTestWorkspace()];
  await prisma().retention.create({ data: { workspaceId: month.id, retentionDays: 30 } });
  for (const { id } of [forever, month]) {
    const rule = await makeRule(id);
    for (const [days, isOver] of [
      [100, true],
      [40, true],
      [100, false],
    ] as const) {
      const at = new Date(Date.now() - days * 86_400_000);
      const subject = `${days} ${isOver}`;
      await prisma().notification.create({
        data: {
          ...{ workspaceId: id, ruleId: rule.id, subject, title: subject, severity: "info", toEveryone: true },
          ...{ firstCursor: 1, lastCursor: 1, openedAt: at, lastAt: at, endedAt: isOver ? at : null },
        },
      });
    }
  }
  await keepHouse();
  const left = async ({ id }: TestWorkspace) => (await inboxOf(id)).map(({ title }) => title).sort();
  expect([await left(forever), await left(month)]).toEqual([["100 false", "40 true"], ["100 false"]]);
});
