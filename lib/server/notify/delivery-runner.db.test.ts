import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "../db/pool";
import { claimDeliveries } from "../store/deliveries";
import { listWebhooks } from "../store/webhooks";
import { createTestWebhook } from "../testing/create-test-webhook";
import { openedPayload, queueDelivery } from "../testing/delivery-draft";
import { createTestWorkspace, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { type Received, WebhookReceiver } from "../testing/webhook-receiver";
import { deliverDue, startDeliveries, stopDeliveries } from "./delivery-runner";

withTestDatabase();

const receiver = new WebhookReceiver();
beforeAll(async () => {
  await receiver.listen();
  process.env.SIGHTLINE_WEBHOOK_ALLOWED_HOSTS = receiver.host;
});
afterAll(() => receiver.close());

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createTestWorkspace();
  receiver.received.length = 0;
  receiver.atOnce.clear();
  receiver.reply = () => ({ status: 204 });
});

const webhook = (path: string) => createTestWebhook(workspace.id, receiver.url + path);

/** So many for one rule; answers their ids in order. */
async function queue(webhookId: string, count: number, rule = "r"): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const payload = openedPayload(workspace.slug, `${rule} ${i}`);
    ids.push(await queueDelivery({ workspaceId: workspace.id, lane: `${webhookId}:${rule}`, webhookId, payload }));
  }
  return ids;
}

/** Lets time pass for what waits, as far as deliveries go. */
async function pass(hours: number): Promise<void> {
  await pool("query").query(
    `UPDATE deliveries SET next_at = next_at - $1 * interval '1 hour', first_tried_at = first_tried_at - $1 * interval '1 hour',
       leased_to = leased_to - $1 * interval '1 hour' WHERE workspace_id = $2`,
    [hours, workspace.id],
  );
}

type StoredDelivery = { id: string; state: string; attempts: number; in_s: number };

async function stored(): Promise<StoredDelivery[]> {
  const { rows } = await pool("query").query(
    `SELECT id, state, attempts, extract(epoch FROM next_at - now())::float8 AS in_s
     FROM deliveries WHERE workspace_id = $1 ORDER BY place`,
    [workspace.id],
  );
  return rows;
}

const idsAt = (path: string) => receiver.received.filter((one) => one.path === path).map(idOf);
const idOf = ({ headers }: Received) => String(headers["webhook-id"]);

test("A receiver that is down for an hour gets all once it is back, in order for each rule, none twice, by two instances", async () => {
  const [a, b] = [await webhook("/a"), await webhook("/b")];
  const [toA, toB] = [await queue(a, 30), await queue(b, 30)];
  await receiver.close();
  for (let round = 0; round < 5; round++) {
    await deliverDue(5_000);
    await pass(0.2);
  }
  expect((await stored()).filter(({ attempts }) => attempts > 0)).toMatchObject([{ attempts: 5 }, { attempts: 5 }]);
  await receiver.listen();
  await Promise.all([deliverDue(20_000), deliverDue(20_000)]);
  expect(idsAt("/a")).toEqual(toA);
  expect(idsAt("/b")).toEqual(toB);
  expect([receiver.atOnce.get("/a"), receiver.atOnce.get("/b")]).toEqual([1, 1]);
  expect(new Set((await stored()).map(({ state }) => state))).toEqual(new Set(["delivered"]));
});

test("Of several who claim the same at once one gets it, until its claim is over", async () => {
  const ids = await queue(await webhook("/a"), 1);
  const claimed = await Promise.all(Array.from({ length: 3 }, () => claimDeliveries(ids)));
  expect(claimed.map(({ length }) => length).sort()).toEqual([0, 0, 1]);
  expect(await claimDeliveries(ids)).toEqual([]);
  await pass(1);
  expect(await claimDeliveries(ids)).toMatchObject([{ attempt: 2 }]);
});

test("A lane whose first fails holds back itself and no other", async () => {
  const id = await webhook("/a");
  const [stuck, free] = [await queue(id, 2, "stuck"), await queue(id, 2, "free")];
  receiver.reply = ({ body }) => ({ status: body.includes("stuck 0") ? 500 : 204 });
  await deliverDue(5_000);
  expect(idsAt("/a").sort()).toEqual([stuck[0], ...free].sort());
  expect((await stored()).map(({ state }) => state)).toEqual(["waiting", "waiting", "delivered", "delivered"]);
});

test("The first success after failures has the webhook's other lanes tried at once", async () => {
  const id = await webhook("/a");
  await queue(id, 1, "one");
  await queue(id, 1, "two");
  receiver.reply = () => ({ status: 503 });
  await deliverDue(5_000);
  receiver.reply = () => ({ status: 204 });
  await pool("query").query("UPDATE deliveries SET next_at = now() WHERE lane = $1", [`${id}:one`]);
  await deliverDue(5_000);
  expect((await stored()).map(({ state }) => state)).toEqual(["delivered", "delivered"]);
});

test("An instance that dies between sending and noting it leaves the message to be sent again, under the same id", async () => {
  const [id = ""] = await queue(await webhook("/a"), 1);
  receiver.reply = () => new Promise(() => {});
  await deliverDue(500);
  expect(receiver.received.map(idOf)).toEqual([id]);
  receiver.reply = () => ({ status: 204 });
  await deliverDue(5_000);
  expect(receiver.received).toHaveLength(1);
  await pass(1);
  await deliverDue(5_000);
  expect(receiver.received.map(idOf)).toEqual([id, id]);
  expect(await stored()).toMatchObject([{ state: "delivered", attempts: 2 }]);
});

test("A stop waits for what is being sent no longer than it may, and leaves it to whoever is next", async () => {
  const [id] = await queue(await webhook("/held"), 1);
  const arrived = new Promise<void>((resolve) => {
    receiver.reply = () => {
      resolve();
      return new Promise(() => {});
    };
  });
  startDeliveries();
  await arrived;
  await stopDeliveries(10);
  expect(await stored()).toMatchObject([{ id, state: "waiting", attempts: 1 }]);
});

test("410 turns the webhook off at once, and nothing else is sent to it", async () => {
  const id = await webhook("/a");
  await queue(id, 3);
  receiver.reply = () => ({ status: 410 });
  await deliverDue(5_000);
  expect(receiver.received).toHaveLength(1);
  expect((await stored()).map(({ state }) => state)).toEqual(["failed", "cancelled", "cancelled"]);
  expect(await listWebhooks(workspace.id)).toMatchObject([
    { enabled: false, disabled_reason: "It answered 410 Gone.", waiting: 0 },
  ]);
  const { rows } = await pool("query").query("SELECT act, target FROM audit_entries WHERE workspace_id = $1", [
    workspace.id,
  ]);
  expect(rows).toContainEqual({ act: "webhook.disabled", target: "ops" });
});

test("After three days it is given up, and the webhook is turned off where nothing else got through either", async () => {
  const [dead, alive] = [await webhook("/dead"), await webhook("/alive")];
  await queue(dead, 1);
  await queue(alive, 1, "bad");
  await queue(alive, 1, "good");
  receiver.reply = ({ path, body }) => ({ status: path === "/dead" || body.includes("bad") ? 500 : 204 });
  await deliverDue(5_000);
  await pass(73);
  await deliverDue(5_000);
  expect((await stored()).map(({ state }) => state)).toEqual(["failed", "failed", "delivered"]);
  expect(await listWebhooks(workspace.id)).toMatchObject([{ enabled: false }, { enabled: true }]);
});

test("Eight requests at most are open to one host, and each place that gets free is taken", async () => {
  const id = await webhook("/many");
  for (let rule = 0; rule < 20; rule++) await queue(id, 1, `rule ${rule}`);
  let open = () => {};
  const eightAreThere = new Promise<void>((resolve) => {
    open = resolve;
  });
  let there = 0;
  receiver.reply = async () => {
    there += 1;
    if (there === 8) open();
    await eightAreThere;
    return { status: 204 };
  };
  await deliverDue(10_000);
  expect(receiver.atOnce.get("/many")).toBe(8);
  expect(new Set((await stored()).map(({ state }) => state))).toEqual(new Set(["delivered"]));
});

test("Retry-After is waited for", async () => {
  await queue(await webhook("/a"), 1);
  receiver.reply = () => ({ status: 429, headers: { "retry-after": "600" } });
  await deliverDue(5_000);
  const [waiting] = await stored();
  expect(waiting?.in_s).toBeGreaterThan(590);
});

test("What a deleted workspace was to send waits, and goes out if it is restored", async () => {
  await queue(await webhook("/a"), 1);
  const setDeleted = (at: string | null) =>
    pool("query").query("UPDATE workspaces SET deleted_at = $2 WHERE id = $1", [workspace.id, at]);
  await setDeleted("2026-11-20");
  await deliverDue(5_000);
  expect(receiver.received).toEqual([]);
  await setDeleted(null);
  await deliverDue(5_000);
  expect(receiver.received).toHaveLength(1);
});
