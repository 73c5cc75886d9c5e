import { beforeEach, expect, test } from "vitest";
import type { RuleCondition } from "@/lib/contract/rules";
import { pool } from "../db/pool";
import { prisma } from "../db/prisma";
import { ingestEndpoint } from "../endpoints/ingest";
import { markForRebuild } from "../projections/rebuild";
import { inboxOf, judgeAll, letPass, makeRule, makeWebhook, sentOf } from "../testing/rules";
import { call, createTestWorkspace, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { catchUpNow } from "../testing/with-projections";

withTestDatabase();

let workspace: TestWorkspace;
let id: number;
let webhook: string;
beforeEach(async () => {
  workspace = await createTestWorkspace();
  id = workspace.id;
  webhook = await makeWebhook(id);
});

const ingest = async (...events: object[]) => {
  const { status } = await call(ingestEndpoint, { method: "POST", key: workspace.key, body: events });
  expect(status).toBe(200);
};
const rule = (condition: RuleCondition, filter = "") => makeRule(id, { condition, filter, webhook_ids: [webhook] });
/** The read models follow, and the rules are judged. */
const judge = async () => {
  await catchUpNow(id);
  await judgeAll(id);
};
const told = async () =>
  (await inboxOf(id)).map(({ title, count, endedAt }) => `${title} ×${count}${endedAt ? " (over)" : ""}`);
const asks = (agent_id = "coder") => ({ event_type: "permission.requested", agent_id, operation: "rm" });
const note = (more: object = {}) => ({ event_type: "note", agent_id: "coder", ...more });
const budget = (remaining: number, agent_id = "coder") => ({
  event_type: "budget_updated",
  agent_id,
  metadata: { remaining, limit: 100 },
});
/** To the middle of a minute of the clock, so that a test's minute doesn't end while it runs. */
const toNextMinute = () => letPass(id, 60);

test("an agent that waits is told of once it has for long enough, and its end when it goes on", async () => {
  await rule({ type: "waiting", for_seconds: 300 });
  await ingest(asks());
  await judge();
  expect(await told()).toEqual([]);
  await letPass(id, 301);
  await judge();
  await judge();
  expect(await told()).toEqual(["coder has been waiting for 5 min ×1"]);
  await ingest(note());
  await judge();
  expect(await told()).toEqual(["coder has been waiting for 5 min ×1 (over)"]);
  await ingest(asks());
  await letPass(id, 301);
  await judge();
  const title = "coder has been waiting for 5 min ×1";
  expect(await told()).toEqual([`${title} (over)`, title]);
  expect(await sentOf(id)).toEqual([`opened ${title}`, `ended ${title}`, `opened ${title}`]);
});

test("only what fits the filter keeps a rule waiting, nothing from before it, and nothing that was imported", async () => {
  await ingest(asks("early"));
  await rule({ type: "waiting", for_seconds: 0 }, "agent_id=early,coder,ghost");
  await ingest(asks("coder"), asks("other"), asks("ghost"));
  await pool("query").query("UPDATE events SET origin = 'import' WHERE workspace_id = $1 AND agent_id = 'ghost'", [id]);
  await judge();
  expect((await inboxOf(id)).map(({ agentId }) => agentId)).toEqual(["coder"]);
});

test("while the read model of agents is made anew nothing ends, and nothing is told again", async () => {
  await rule({ type: "waiting", for_seconds: 10 });
  await ingest(note({ agent_id: "past" }), asks("past"), note({ agent_id: "past" }), asks("coder"));
  await letPass(id, 20);
  await judge();
  expect(await told()).toEqual(["coder has been waiting for 10 s ×1"]);
  // As in the middle of a rebuild: the agent whose wait is long over waits there still, and the other is not known yet.
  await pool("query").query("DELETE FROM agents WHERE workspace_id = $1 AND agent_id = 'coder'", [id]);
  await pool("query").query(
    "UPDATE agents SET state = 'waiting', state_cursor = 2 WHERE workspace_id = $1 AND agent_id = 'past'",
    [id],
  );
  await pool("query").query("UPDATE projection_cursors SET cursor = 2 WHERE workspace_id = $1 AND name = 'agents'", [
    id,
  ]);
  await judgeAll(id);
  expect(await told()).toEqual(["coder has been waiting for 10 s ×1"]);
  await markForRebuild({ workspaceId: id, name: "agents" });
  await judge();
  expect(await told()).toEqual(["coder has been waiting for 10 s ×1"]);
});

test("a crowd that waits is a storm that goes on while it does", async () => {
  await rule({ type: "waiting", for_seconds: 0 });
  await ingest(...Array.from({ length: 25 }, (_, i) => asks(`a${i}`)));
  await judge();
  await judge();
  const storm = "“the rule” found more than 20 within a minute";
  expect((await told()).filter((text) => text.startsWith(storm))).toEqual([`${storm} ×5`]);
  expect(await told()).toHaveLength(21);
});

test("a budget is told of when it falls below the share, once, and again after it has risen", async () => {
  await ingest(budget(5, "low before"));
  await rule({ type: "budget_below", percent: 20 });
  await ingest(budget(5, "low before"), budget(50), budget(12));
  await judge();
  await ingest(budget(10));
  await judge();
  expect(await told()).toEqual(["12% of coder’s budget remains ×1"]);
  await ingest(budget(90));
  await judge();
  expect(await told()).toEqual(["12% of coder’s budget remains ×1 (over)"]);
  await ingest(budget(1));
  await judge();
  await markForRebuild({ workspaceId: id, name: "budgets" });
  await judge();
  expect(await told()).toEqual(["12% of coder’s budget remains ×1 (over)", "1% of coder’s budget remains ×1"]);
  expect((await sentOf(id)).map((text) => text.split(" ")[0])).toEqual(["opened", "ended", "opened"]);
  // What was told is known by its event, also where what the rule remembers is lost and nothing is open.
  await prisma().ruleState.deleteMany({ where: { workspaceId: id } });
  await prisma().notification.updateMany({ where: { workspaceId: id }, data: { endedAt: new Date() } });
  await judge();
  expect(await told()).toHaveLength(2);
});

test("silence begins with the last match or the rule, and ends with the next match", async () => {
  await rule({ type: "silence", for_seconds: 60 }, "source=ci");
  await judge();
  await letPass(id, 50);
  await ingest(note({ source: "ci" }), note({ source: "other" }));
  await judge();
  await letPass(id, 50);
  await ingest(note({ source: "other" }));
  await judge();
  expect(await told()).toEqual([]);
  await letPass(id, 11);
  await judge();
  await judge();
  expect(await told()).toEqual(["No events from source ci for 1 min ×1"]);
  await ingest(note({ source: "ci" }));
  await judge();
  await letPass(id, 61);
  await judge();
  const title = "No events from source ci for 1 min ×1";
  expect(await told()).toEqual([`${title} (over)`, title]);
  expect(await sentOf(id)).toEqual([`opened ${title}`, `ended ${title}`, `opened ${title}`]);
});

test.each(["kinds=note", "q=berth"])(
  "a rate above the limit is told of once, until a whole minute was below it: %s",
  async (filter) => {
    await rule({ type: "rate_above", per_minute: 5 }, filter);
    const berths = (count: number) => Array.from({ length: count }, () => note({ operation: "berth" }));
    await ingest(...berths(5), { event_type: "other", agent_id: "x" });
    await judge();
    expect(await told()).toEqual([]);
    await ingest(...berths(1));
    await judge();
    await ingest(...berths(4));
    await judge();
    const [notification] = await inboxOf(id);
    expect(notification).toMatchObject({
      count: 10,
      endedAt: null,
      title: expect.stringMatching(/^More than 5 events/),
    });
    await toNextMinute();
    await judge();
    expect((await inboxOf(id))[0]?.endedAt).toBeNull();
    await toNextMinute();
    await judge();
    expect((await inboxOf(id))[0]?.endedAt).not.toBeNull();
    expect((await sentOf(id)).map((text) => text.split(" ")[0])).toEqual(["opened", "ended"]);
  },
);

test("a rule that can't be read keeps no other back", async () => {
  const broken = await makeRule(id, { name: "broken" });
  await prisma().rule.update({ where: { id: broken.id }, data: { filter: "no_such_field=1" } });
  await rule({ type: "event" });
  await ingest(note());
  await judge();
  expect(await told()).toHaveLength(1);
});
