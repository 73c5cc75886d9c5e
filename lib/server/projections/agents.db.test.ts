import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { wholeReach } from "@/lib/contract/reach";
import type { AgentCourse } from "@/lib/timeline/agent-course";
import { projectAgentFacts } from "@/lib/timeline/agent-facts";
import { projectStatusCourse } from "@/lib/timeline/agent-state";
import { agentStateCases } from "@/lib/timeline/agent-state-cases";
import { appendEvents } from "../store/append-events";
import { decodeEvent } from "../store/event-row";
import { pageEvents } from "../store/page-events";
import { agentStory } from "../testing/agent-stories";
import { anyDraft } from "../testing/any-draft";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { advance } from "./advance";
import { agentsProjection } from "./agents";
import { catchUp } from "./catch-up";
import { wholeModels } from "./models";
import type { Projection } from "./projection";
import { readAgents } from "./read-agents";
import { markForRebuild } from "./rebuild";

withTestDatabase();

const projections = [agentsProjection];
const all = { where: 'true ORDER BY t.agent_id COLLATE "C"', values: [] };

/** The same by the pure rules, from all events at once. */
async function naiveAgents(workspaceId: number) {
  const { events } = await pageEvents(wholeReach(workspaceId), {}, { order: "asc", limit: 10_000 });
  const known = events.map(decodeEvent);
  const ids = new Set(known.flatMap(({ agent_id }) => agent_id ?? []));
  return [...ids]
    .map((id) => known.filter(({ agent_id }) => agent_id === id))
    .map((own) => ({ facts: projectAgentFacts(own), statuses: projectStatusCourse(own) }));
}

const withoutTasks = ({ facts: { tasks: _, ...facts }, statuses }: AgentCourse) => ({ facts, statuses });
const byId = (one: { facts: { agent_id: string } | null }, other: { facts: { agent_id: string } | null }) =>
  (one.facts?.agent_id ?? "") < (other.facts?.agent_id ?? "") ? -1 : 1;

/** JSON knows no negative nought. */
const asWritten = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** With some statements done and no commit. */
const crashingAfter = (statements: number): Projection => ({
  ...agentsProjection,
  statements: [
    ...agentsProjection.statements.slice(0, statements),
    "SELECT 1 / 0 FROM logs WHERE workspace_id = $1 AND $2::bigint < $3::bigint",
  ],
});

test("Agents equal a naive fold of the log, for random logs in random ranges, with a crash after every step", async () => {
  const steps = fc.array(
    fc.record({ eventsMax: fc.integer({ min: 1, max: 15 }), crash: fc.nat(agentsProjection.statements.length) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(agentStory, steps), { maxLength: 3 }), async (parts) => {
      const { id } = await createTestWorkspace();
      for (const [drafts, ranges] of parts) {
        if (drafts.length > 0) await appendEvents(id, drafts);
        for (const { eventsMax, crash } of ranges) {
          await advance(id, crashingAfter(crash), { eventsMax }).catch((error) =>
            expect(String(error)).toContain("division"),
          );
          await advance(id, agentsProjection, { eventsMax });
        }
      }
      await catchUp(id, { projections });
      const told = (await readAgents(wholeModels(id), all)).map(withoutTasks).sort(byId);
      expect(asWritten(told)).toEqual(asWritten((await naiveAgents(id)).sort(byId)));
    }),
    { numRuns: 50 },
  );
});

test("Instances that follow a log at once give the same; so does a rebuild", async () => {
  const { id } = await createTestWorkspace();
  const drafts = fc
    .sample(agentStory, { numRuns: 30, seed: 7 })
    .flat()
    .map((draft) => ({ ...draft, event_id: randomUUID() }));
  expect(drafts.length).toBeGreaterThan(100);
  await appendEvents(id, drafts);
  const instance = async () => {
    for (;;) if ((await advance(id, agentsProjection, { eventsMax: 7 })).state === "dry") return;
  };
  await Promise.all([instance(), instance(), instance()]);
  const naive = asWritten((await naiveAgents(id)).sort(byId));
  expect(asWritten((await readAgents(wholeModels(id), all)).map(withoutTasks).sort(byId))).toEqual(naive);
  await markForRebuild({ workspaceId: id, name: "agents" });
  await catchUp(id, { projections });
  expect(asWritten((await readAgents(wholeModels(id), all)).map(withoutTasks).sort(byId))).toEqual(naive);
});

test.each(agentStateCases)("In SQL as by the rules: %s", async (_, events, state, cursor) => {
  const { id } = await createTestWorkspace();
  const drafts = events.map(({ event_type, timestamp, agent_id, operation, source, status, ...event }) => ({
    ...noteDraft(randomUUID()),
    ...{ event_type, timestamp: timestamp.replace(/Z$/, "000Z"), agent_id, operation, source, status },
    ...{ session_id: event.session_id, task_id: event.task_id, metadata: JSON.stringify(event.metadata) },
  }));
  await appendEvents(id, drafts);
  // One event after the other: what each leaves behind is all that the next one knows.
  await catchUp(id, { projections, eventsMax: 1 });
  const [agent] = await readAgents(wholeModels(id), all);
  expect(agent?.statuses[0].status).toMatchObject({ state, cursor });
});

test("What an update of a budget leaves out stays as it was", async () => {
  const { id } = await createTestWorkspace();
  const updates = [
    { remaining: 90, limit: 100, delta: -10, unit: "tokens" },
    { remaining: 85, deducted: 5 },
    { delta: 7 },
  ];
  const drafts = updates.map((metadata) => ({ ...noteDraft(randomUUID()), metadata: JSON.stringify(metadata) }));
  await appendEvents(
    id,
    drafts.map((draft) => ({ ...draft, event_type: "budget_updated" })),
  );
  await catchUp(id, { projections, eventsMax: 1 });
  const [agent] = await readAgents(wholeModels(id), all);
  expect(agent?.facts.budget).toEqual({ remaining: null, limit: 100, spent: 15, unit: "tokens" });
});

test("Whatever texts and metadata events hold, the fold goes on", async () => {
  const { id } = await createTestWorkspace();
  const drafts = fc.sample(
    fc.tuple(anyDraft, fc.constantFrom("tool.started", "budget_updated", "agent_updated", null)),
    300,
  );
  await appendEvents(
    id,
    drafts.map(([draft, kind]) => ({ ...draft, event_id: randomUUID(), event_type: kind ?? draft.event_type })),
  );
  await catchUp(id, { projections });
  expect(await advance(id, agentsProjection)).toEqual({ state: "dry", cursor: 300 });
});
