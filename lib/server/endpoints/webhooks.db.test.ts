import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Problem } from "@/lib/contract/problem";
import type { Delivery, DeliveryList, Webhook, WebhookList, WebhookWithSecret } from "@/lib/contract/webhooks";
import { pool } from "../db/pool";
import { deliverDue } from "../notify/delivery-runner";
import { openedPayload, queueDelivery } from "../testing/delivery-draft";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { type Received, WebhookReceiver } from "../testing/webhook-receiver";
import { deliveriesEndpoint, resendEndpoint, webhookTestEndpoint } from "./deliveries";
import { webhookEndpoint, webhookSecretEndpoint, webhooksEndpoint } from "./webhooks";

withTestDatabase();

process.env.NEXTAUTH_SECRET ??= "not-a-secret-outside-tests";

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
  receiver.reply = () => ({ status: 204 });
});

async function create(draft: object = {}): Promise<WebhookWithSecret> {
  const body = { name: "ops", url: `${receiver.url}/hook`, ...draft };
  const answer = await call(webhooksEndpoint, { method: "POST", key: workspace.key, body });
  expect(answer.status).toBe(201);
  return jsonOf(answer);
}

const verify = ({ headers, body }: Received, secret: string) =>
  new Verifier(secret).verify(body, headers as Record<string, string>);

const one = async (id: string) =>
  jsonOf<WebhookList>(await call(webhooksEndpoint, { key: workspace.key })).webhooks.find((each) => each.id === id);

const testOf = async (id: string) =>
  jsonOf<Delivery>(await call(webhookTestEndpoint, { method: "POST", key: workspace.key, params: { id } }));

const deliveriesOf = async (id: string, target = "/") =>
  jsonOf<DeliveryList>(await call(deliveriesEndpoint, { key: workspace.key, params: { id }, target }));

test("A webhook's secret is told when it is made and never again, and lies sealed in the database", async () => {
  const { secret, ...made } = await create();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  expect(await one(made.id)).toEqual(made);
  const { rows } = await pool("query").query("SELECT secret FROM webhooks WHERE id = $1", [made.id]);
  expect(rows[0].secret).not.toContain(secret.slice(6));
});

test("The test button sends one signed message and answers what came of it, also where it fails", async () => {
  const { id, secret } = await create();
  const told = await testOf(id);
  expect(told).toMatchObject({ kind: "test", state: "delivered", attempts: 1, tries: [{ attempt: 1, status: 204 }] });
  const [got] = receiver.received;
  expect(got && verify(got, secret)).toEqual(told.payload);
  expect(got?.headers["webhook-id"]).toBe(told.id);
  receiver.reply = () => ({ status: 500, body: "no\0 way" });
  expect(await testOf(id)).toMatchObject({ state: "failed", tries: [{ status: 500, text: "no way" }] });
  expect(await one(id)).toMatchObject({ enabled: true, waiting: 0, last_delivery: { state: "failed", status: 500 } });
});

test("Of a renewed secret both sign, so a receiver may know either; after a day only the new one", async () => {
  const { id, secret: old } = await create();
  const renewed = await call(webhookSecretEndpoint, { method: "POST", key: workspace.key, params: { id } });
  const { secret } = jsonOf<WebhookWithSecret>(renewed);
  expect(secret).not.toBe(old);
  await testOf(id);
  const [got] = receiver.received;
  expect(got && [verify(got, old), verify(got, secret)]).toHaveLength(2);
  await pool("query").query("UPDATE webhooks SET secret_before_to = now()");
  await testOf(id);
  const later = receiver.received[1];
  expect(() => later && verify(later, old)).toThrow();
  expect(later && verify(later, secret)).toBeTruthy();
});

test("A Slack form is text and blocks, and takes nothing of a title for a mention or a link", async () => {
  const { id } = await create({ form: "slack" });
  const payload = openedPayload(workspace.slug, "<!channel> was denied & left");
  await queueDelivery({ workspaceId: workspace.id, lane: `${id}:r`, webhookId: id, payload });
  await deliverDue(5_000);
  const body = JSON.parse(receiver.received[0]?.body.toString() ?? "{}");
  expect(body.text).toBe("&lt;!channel&gt; was denied &amp; left");
  expect(body.blocks[0]).toEqual({ type: "section", text: { type: "mrkdwn", text: body.text } });
});

test("Private addresses are refused when a webhook is made or changed, whatever they look like", async () => {
  const { id } = await create();
  for (const url of [
    "http://127.0.0.2/",
    "http://localhost:1/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://169.254.169.254/latest/meta-data",
    "http://10.1.2.3/",
    "https://[fd00::1]/",
  ]) {
    const refused = await call(webhooksEndpoint, { method: "POST", key: workspace.key, body: { name: "n", url } });
    expect([url, refused.status, jsonOf<Problem>(refused).errors?.[0]?.path]).toEqual([url, 422, "url"]);
    const body = { url };
    const params = { id };
    expect((await call(webhookEndpoint, { method: "PATCH", key: workspace.key, params, body })).status).toBe(422);
  }
});

test("A name that can't be resolved now may be kept; what is sent says so", async () => {
  const { id } = await create({ url: "https://hooks.sightline.invalid/" });
  expect(await testOf(id)).toMatchObject({ state: "failed", tries: [{ status: null }] });
});

test("What is turned off gets nothing of what waits, and nothing is sent again to it", async () => {
  const { id } = await create();
  const payload = openedPayload(workspace.slug, "t");
  const delivery = await queueDelivery({ workspaceId: workspace.id, lane: `${id}:r`, webhookId: id, payload });
  expect(await one(id)).toMatchObject({ waiting: 1 });
  const off = { method: "PATCH", key: workspace.key, params: { id }, body: { enabled: false } };
  expect(jsonOf<Webhook>(await call(webhookEndpoint, off))).toMatchObject({ enabled: false, waiting: 0 });
  await deliverDue(5_000);
  expect(receiver.received).toEqual([]);
  expect((await deliveriesOf(id)).deliveries).toMatchObject([{ state: "cancelled", tries: [] }]);
  const params = { id, delivery_id: delivery };
  expect((await call(resendEndpoint, { method: "POST", key: workspace.key, params })).status).toBe(409);
});

test("Sent again it is the same message under the same id, past what waits for a rule", async () => {
  const { id, secret } = await create();
  const payload = openedPayload(workspace.slug, "t");
  const delivery = await queueDelivery({ workspaceId: workspace.id, lane: `${id}:r`, webhookId: id, payload });
  await deliverDue(5_000);
  const again = { method: "POST", key: workspace.key, params: { id, delivery_id: delivery } };
  expect(jsonOf<Delivery>(await call(resendEndpoint, again))).toMatchObject({ id: delivery, state: "waiting" });
  await deliverDue(5_000);
  const [first, second] = receiver.received;
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  expect(second && verify(second, secret)).toEqual(payload);
  expect((await deliveriesOf(id)).deliveries).toMatchObject([{ state: "delivered", attempts: 2, tries: [{}, {}] }]);
});

test("The log is paged, newest first, and filtered by state", async () => {
  const { id } = await create();
  for (const title of ["1", "2", "3"]) {
    const payload = openedPayload(workspace.slug, title);
    await queueDelivery({ workspaceId: workspace.id, lane: `${id}:r`, webhookId: id, payload });
  }
  const page = await deliveriesOf(id, "/?limit=2&state=waiting,failed");
  expect(page).toMatchObject({ has_more: true });
  const rest = await deliveriesOf(id, page.next ?? "");
  const titles = [...page.deliveries, ...rest.deliveries].map(({ payload }) =>
    String(JSON.parse(JSON.stringify(payload)).data.notification.title),
  );
  expect(titles).toEqual(["3", "2", "1"]);
  expect(await deliveriesOf(id, "/?state=delivered")).toMatchObject({ deliveries: [], has_more: false, next: null });
});

test("Another workspace's webhook is nowhere", async () => {
  const { id } = await create();
  const { key } = await createTestWorkspace();
  const params = { id, delivery_id: id };
  for (const [table, method] of [
    [webhookEndpoint, "DELETE"],
    [webhookSecretEndpoint, "POST"],
    [webhookTestEndpoint, "POST"],
    [deliveriesEndpoint, "GET"],
    [resendEndpoint, "POST"],
  ] as const) {
    expect((await call(table, { method, key, params })).status).toBe(404);
  }
  const change = { method: "PATCH", key, params, body: { name: "x" } };
  expect((await call(webhookEndpoint, change)).status).toBe(404);
  expect(await one(id)).toMatchObject({ name: "ops" });
});
