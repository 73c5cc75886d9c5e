import { expect, test } from "vitest";
import { ingestEndpoint } from "../endpoints/ingest";
import { agentsPosition, changedAgents, placeOfNewestAgents } from "../projections/changed-agents";
import { wholeModels } from "../projections/models";
import { onMove } from "../projections/moves";
import { call, createTestWorkspace, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { catchUpNow } from "../testing/with-projections";
import { type Activity, type AgentSource, joinActivity } from "./activity";
import { activitySelectionOf } from "./activity-selection";
import { Nudge } from "./nudge";

withTestDatabase();

const store = async ({ id, key }: TestWorkspace, count: number, agents: number) => {
  const body = Array.from({ length: count }, (_, i) => ({ event_type: "note", agent_id: `agent-${i % agents}` }));
  expect((await call(ingestEndpoint, { method: "POST", key, body })).status).toBe(200);
  await catchUpNow(id);
};

/** The real source, with the agents that it answers written down. */
function watchedSource() {
  const read: string[] = [];
  let failuresLeft = 0;
  const source: AgentSource = {
    position: agentsPosition,
    placeOfNewest: placeOfNewestAgents,
    onMove: (workspaceId, listener) => onMove(workspaceId, listener),
    async changedAfter(...args) {
      if (failuresLeft > 0) {
        failuresLeft -= 1;
        throw new Error("the database is away");
      }
      const [workspaceId, ...rest] = args;
      const changed = await changedAgents(wholeModels(workspaceId), ...rest);
      read.push(...changed.agents.map(({ facts }) => facts.agent_id));
      return changed;
    },
  };
  const fail = (times: number) => {
    failuresLeft = times;
  };
  return { source, read, fail };
}

async function until(nudge: Nudge, isSo: () => boolean): Promise<void> {
  while (!isSo()) await nudge.taken();
}

const isAt = (activity: Activity, cursor: number) => () => activity.isComplete && activity.cursor >= cursor;

test("however many listen and however much an agent does, it is read once for all of them", async () => {
  const workspace = await createTestWorkspace();
  await store(workspace, 30, 3);
  const { source, read } = watchedSource();
  const nudges = [new Nudge(), new Nudge(), new Nudge()] as const;
  const joined = await Promise.all(nudges.map((nudge) => joinActivity(workspace.id, source, nudge.give)));
  const [activity] = joined.map(({ activity }) => activity);
  if (!activity) throw new Error("nobody joined");
  expect(joined.every((each) => each.activity === activity)).toBe(true);
  await until(nudges[0], isAt(activity, 30));
  expect(read).toEqual(["agent-0", "agent-1", "agent-2"]);
  // One commit of 1,000 events.
  await store(workspace, 1_000, 2);
  await Promise.all(nudges.map((nudge) => until(nudge, isAt(activity, 1_030))));
  expect(read.slice(3)).toEqual(["agent-0", "agent-1"]);
  for (const { leave } of joined) leave();
});

test("with nobody left nothing is read, and who comes then begins anew", async () => {
  const workspace = await createTestWorkspace();
  await store(workspace, 2, 2);
  const { source, read } = watchedSource();
  const nudge = new Nudge();
  const first = await joinActivity(workspace.id, source, nudge.give);
  await until(nudge, isAt(first.activity, 2));
  first.leave();
  await store(workspace, 5, 5);
  const other = watchedSource();
  const second = await joinActivity(workspace.id, other.source, nudge.give);
  expect(second.activity).not.toBe(first.activity);
  await until(nudge, isAt(second.activity, 7));
  expect(read).toEqual(["agent-0", "agent-1"]);
  expect(other.read).toHaveLength(5);
  second.leave();
});

test("while agents can't be read that is known, and afterwards nothing is missing", async () => {
  const workspace = await createTestWorkspace();
  const nudge = new Nudge();
  const { source, fail } = watchedSource();
  const { activity, leave } = await joinActivity(workspace.id, source, nudge.give);
  await until(nudge, isAt(activity, 0));
  fail(2);
  await store(workspace, 4, 4);
  const sawTrouble = setInterval(nudge.give, 10);
  await until(nudge, () => activity.troubleSinceMs !== null);
  expect(activity.cursor).toBe(0);
  await until(nudge, () => isAt(activity, 4)() && activity.troubleSinceMs === null);
  clearInterval(sawTrouble);
  expect(activity.changesAfter(0, activitySelectionOf({}))).toMatchObject({ agents: 4, version: 4 });
  leave();
});
