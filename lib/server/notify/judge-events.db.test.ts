import { beforeEach, expect, test, vi } from "vitest";
import { pool } from "../db/pool";
import { prisma } from "../db/prisma";
import { ingestEndpoint } from "../endpoints/ingest";
import { inboxOf, judgeAll, letPass, makeRule, makeWebhook, sentOf } from "../testing/rules";
import { signIn } from "../testing/sign-in";
import { call, createTestWorkspace, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { judgeWorkspace } from "./judge-workspace";

withTestDatabase();

let workspace: TestWorkspace;
let id: number;
beforeEach(async () => {
  workspace = await createTestWorkspace();
  id = workspace.id;
});

const ingest = async (events: object[]) => {
  const { status } = await call(ingestEndpoint, { method: "POST", key: workspace.key, body: events });
  expect(status).toBe(200);
};
const denied = (more: object = {}) => ({
  event_type: "operation_denied",
  agent_id: "coder",
  operation: "write_file",
  metadata: { reason: "role reader" },
  ...more,
});
const told = async () =>
  (await inboxOf(id)).map(({ title, count, endedAt }) => `${title} ×${count}${endedAt ? " (over)" : ""}`);

test("what matches is told as a sentence, and what follows within the window counts to it", async () => {
  const webhook = await makeWebhook(id);
  const rule = await makeRule(id, { filter: "kinds=operation_denied", webhook_ids: [webhook], collapse_seconds: 60 });
  await ingest([denied(), { event_type: "note", agent_id: "coder" }]);
  await judgeAll(id);
  expect(await told()).toEqual(["coder was denied write_file · role reader ×1"]);
  await letPass(id, 50);
  await ingest([denied(), denied()]);
  await judgeAll(id);
  const [notification] = await inboxOf(id);
  expect(notification).toMatchObject({ count: 3, firstCursor: 1n, lastCursor: 4n, agentId: "coder", ruleId: rule.id });
  expect(await sentOf(id)).toEqual(["opened coder was denied write_file · role reader ×1"]);
});

test("once it stayed quiet for the window it is over, which webhooks hear with the count; the next begins anew", async () => {
  const webhook = await makeWebhook(id);
  await makeRule(id, { webhook_ids: [webhook], collapse_seconds: 60 });
  await ingest([denied({ metadata: {} }), denied({ metadata: {} })]);
  await judgeAll(id);
  await letPass(id, 61);
  await judgeAll(id);
  await ingest([denied({ metadata: {} })]);
  await judgeAll(id);
  await letPass(id, 61);
  await judgeAll(id);
  const title = "coder was denied write_file";
  expect(await told()).toEqual([`${title} ×2 (over)`, `${title} ×1 (over)`]);
  expect(await sentOf(id)).toEqual([`opened ${title} ×2`, `repeated ${title} ×2`, `opened ${title} ×1`]);
});

test("whoever looks at a day late finds the same notifications as who looked all the time", async () => {
  await makeRule(id, { collapse_seconds: 60 });
  for (const seconds of [0, 50, 70, 3_600]) {
    await letPass(id, seconds);
    await ingest([denied({ metadata: {} })]);
  }
  await letPass(id, 90_000);
  await judgeAll(id);
  expect((await told()).map((text) => text.replace(/.*×/, "×"))).toEqual(["×2 (over)", "×1 (over)", "×1 (over)"]);
});

test("each agent and project is told of by itself; what is acknowledged goes on counting and is not sent again", async () => {
  const webhook = await makeWebhook(id);
  await makeRule(id, { webhook_ids: [webhook] });
  await ingest([denied(), denied({ project: "web" }), denied({ agent_id: "writer" })]);
  await judgeAll(id);
  expect(await told()).toHaveLength(3);
  await prisma().notification.updateMany({ where: { workspaceId: id }, data: { acknowledgedAt: new Date() } });
  await ingest([denied()]);
  await judgeAll(id);
  expect((await inboxOf(id)).map(({ count }) => count).sort()).toEqual([1, 1, 2]);
  expect(await sentOf(id)).toHaveLength(3);
});

test("a rule hears nothing from before its beginning, and nothing while it is off", async () => {
  await ingest([denied()]);
  const rule = await makeRule(id);
  await judgeAll(id);
  expect(await told()).toEqual([]);
  await prisma().rule.update({ where: { id: rule.id }, data: { enabled: false } });
  await ingest([denied()]);
  expect(await judgeWorkspace(id)).toBeNull();
  expect(await told()).toEqual([]);
});

test("each rule has a beginning of its own", async () => {
  const first = await makeRule(id, { name: "first" });
  await ingest([denied()]);
  const second = await makeRule(id, { name: "second" });
  await ingest([denied({ agent_id: "writer" })]);
  await judgeAll(id);
  const heard = async (rule: string) => (await inboxOf(id)).filter(({ ruleId }) => ruleId === rule).length;
  expect([await heard(first.id), await heard(second.id)]).toEqual([2, 1]);
});

test("a rule that is made in the middle of a turn begins after it, and misses nothing from there on", async () => {
  await makeRule(id, { name: "first" });
  const turn = await pool("query").connect();
  await turn.query("BEGIN; SELECT FROM notifier_cursors FOR UPDATE");
  let isMade = false;
  const making = makeRule(id, { name: "second" }).then((rule) => {
    isMade = true;
    return rule;
  });
  const isWaiting = async () => {
    const { rows } = await pool("query").query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rows.length > 0;
  };
  await vi.waitFor(async () => expect(isMade || (await isWaiting())).toBe(true), { timeout: 10_000 });
  await ingest([denied()]);
  // The turn has looked at it, for the rules that there were.
  await turn.query("UPDATE notifier_cursors SET cursor = 1 WHERE workspace_id = $1", [id]);
  await turn.query("COMMIT");
  turn.release();
  const { id: second } = await making;
  expect((await prisma().rule.findUniqueOrThrow({ where: { id: second } })).fromCursor).toBe(1n);
});

test("what was imported tells of nothing", async () => {
  await makeRule(id);
  await ingest([denied()]);
  await pool("query").query("UPDATE events SET origin = 'import' WHERE workspace_id = $1", [id]);
  await judgeAll(id);
  expect(await told()).toEqual([]);
});

test("a turn that breaks off writes nothing, and the next one all of it once", async () => {
  const webhook = await makeWebhook(id);
  await makeRule(id, { webhook_ids: [webhook] });
  await ingest([denied(), denied({ agent_id: "writer" })]);
  // The queue is written after the inbox: here it fails in between.
  await pool("query").query("ALTER TABLE deliveries ADD CONSTRAINT broken CHECK (kind = 'none') NOT VALID");
  await expect(judgeWorkspace(id)).rejects.toThrow("broken");
  await pool("query").query("ALTER TABLE deliveries DROP CONSTRAINT broken");
  expect([await told(), await sentOf(id)]).toEqual([[], []]);
  await judgeAll(id);
  await judgeAll(id);
  expect([(await told()).length, (await sentOf(id)).length]).toEqual([2, 2]);
});

test("instances that judge at once tell everything once", async () => {
  const webhook = await makeWebhook(id);
  await makeRule(id, { webhook_ids: [webhook] });
  const judging = Array.from({ length: 3 }, async () => {
    for (let turn = 0; turn < 20; turn += 1) await judgeWorkspace(id, { eventsMax: 3 });
  });
  for (let batch = 0; batch < 10; batch += 1) await ingest([0, 1, 2, 3].map((n) => denied({ agent_id: `a${n}` })));
  await Promise.all(judging);
  await judgeAll(id);
  expect((await inboxOf(id)).map(({ count }) => count)).toEqual([10, 10, 10, 10]);
  expect(await sentOf(id)).toHaveLength(4);
});

test("a storm becomes one notification with a count, for each project, until a minute is calm", async () => {
  const webhook = await makeWebhook(id);
  await makeRule(id, { name: "Denied", webhook_ids: [webhook] });
  const many = (from: number, count: number, project?: string) =>
    Array.from({ length: count }, (_, i) => denied({ agent_id: `a${from + i}`, ...(project ? { project } : {}) }));
  await ingest([...many(0, 25), ...many(25, 5, "web")]);
  await judgeAll(id);
  const storm = "“Denied” found more than 20 within a minute";
  expect((await told()).filter((text) => text.startsWith(storm)).sort()).toEqual([`${storm} ×5`, `${storm} ×5`]);
  expect(await told()).toHaveLength(22);
  await letPass(id, 50);
  await ingest(many(100, 3));
  await judgeAll(id);
  expect(await told()).toHaveLength(22);
  // The first twenty were more than a minute ago, and still it isn't calm.
  await letPass(id, 50);
  await ingest(many(150, 1));
  await judgeAll(id);
  expect(await told()).toHaveLength(22);
  await letPass(id, 61);
  await ingest(many(200, 1));
  await judgeAll(id);
  expect(await told()).toHaveLength(23);
  expect((await told()).filter((text) => text.startsWith(storm)).sort()).toEqual([
    `${storm} ×5 (over)`,
    `${storm} ×9 (over)`,
  ]);
  expect((await sentOf(id)).filter((text) => text.startsWith("repeated")).sort()).toEqual([
    `repeated ${storm} ×5`,
    `repeated ${storm} ×9`,
  ]);
});

test("browsers are told of beginnings alone, of members whom the rule tells", async () => {
  await signIn(id, "member");
  await signIn(id, "viewer");
  const [ana, ben] = await prisma().membership.findMany({ where: { workspaceId: id }, orderBy: { createdAt: "asc" } });
  for (const person of [ana, ben]) {
    const personId = person?.personId ?? "";
    await prisma().pushSubscription.create({
      data: { workspaceId: id, personId, endpoint: "https://push.example", p256dh: "x", auth: "x", device: "x" },
    });
  }
  const rule = await makeRule(id, { push: true, collapse_seconds: 60, audience: [ben?.personId ?? ""] });
  await ingest([denied(), denied()]);
  await judgeAll(id);
  await letPass(id, 61);
  await judgeAll(id);
  const deliveries = await prisma().delivery.findMany({ where: { workspaceId: id } });
  const subscription = await prisma().pushSubscription.findFirstOrThrow({ where: { personId: ben?.personId ?? "" } });
  expect(deliveries.map(({ kind, lane, webhookId }) => ({ kind, lane, webhookId }))).toEqual([
    { kind: "notification.opened", lane: `${subscription.id}:${rule.id}`, webhookId: null },
  ]);
  expect(await inboxOf(id)).toMatchObject([{ toEveryone: false, audience: [ben?.personId] }]);
});

test("nobody's browser is told of projects that they don't see", async () => {
  await signIn(id, "member", 60_000, ["web"]);
  const { personId } = await prisma().membership.findFirstOrThrow({ where: { workspaceId: id } });
  await prisma().pushSubscription.create({
    data: { workspaceId: id, personId, endpoint: "https://push.example", p256dh: "x", auth: "x", device: "x" },
  });
  await makeRule(id, { push: true });
  await ingest([denied({ operation: "a", project: "api" }), denied({ operation: "b", project: "web" }), denied()]);
  await judgeAll(id);
  expect(await told()).toHaveLength(3);
  expect(await sentOf(id)).toEqual([expect.stringMatching(/^opened coder was denied b/)]);
});

test("webhooks that are turned off hear nothing, and lanes keep the order", async () => {
  const [on, off] = [await makeWebhook(id), await makeWebhook(id, false)];
  const rule = await makeRule(id, { webhook_ids: [on, off], collapse_seconds: 0 });
  for (let i = 0; i < 3; i += 1) {
    await ingest([denied({ operation: `write_${i}`, metadata: {} })]);
    await letPass(id, 1);
  }
  await judgeAll(id);
  expect(await sentOf(id)).toEqual([0, 1, 2].map((i) => `opened coder was denied write_${i} ×1`));
  const lanes = await prisma().delivery.findMany({ where: { workspaceId: id }, distinct: ["lane"] });
  expect(lanes.map(({ lane }) => lane)).toEqual([`${on}:${rule.id}`]);
});

test("after retention has overtaken the rules they go on from the floor; of a log that was put back, from its head", async () => {
  await makeRule(id);
  await ingest([denied(), denied({ agent_id: "writer" }), denied({ agent_id: "third" })]);
  await pool("query").query("UPDATE logs SET floor = 3 WHERE workspace_id = $1", [id]);
  await judgeAll(id);
  expect(await told()).toHaveLength(1);
  await pool("query").query("DELETE FROM events WHERE workspace_id = $1", [id]);
  await pool("query").query("UPDATE logs SET head = 1, floor = 1 WHERE workspace_id = $1", [id]);
  await judgeAll(id);
  await ingest([denied({ agent_id: "fourth" })]);
  await judgeAll(id);
  expect(await told()).toHaveLength(2);
});
