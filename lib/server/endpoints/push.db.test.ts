import { createECDH, randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { PushState } from "@/lib/contract/webhooks";
import { pool } from "../db/pool";
import { deliverDue } from "../notify/delivery-runner";
import { openedPayload, queueDelivery } from "../testing/delivery-draft";
import { signIn } from "../testing/sign-in";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { WebhookReceiver } from "../testing/webhook-receiver";
import { pushEndpoint, pushSubscriptionEndpoint } from "./push";

const { decrypt } = createRequire(import.meta.url)("http_ece") as {
  decrypt: (body: Buffer, keys: object) => Buffer;
};

withTestDatabase();

const service = new WebhookReceiver();
beforeAll(async () => {
  await service.listen();
  process.env.SIGHTLINE_WEBHOOK_ALLOWED_HOSTS = service.host;
});
afterAll(() => service.close());

let workspace: TestWorkspace;
let cookie: string;
beforeEach(async () => {
  workspace = await createTestWorkspace();
  cookie = await signIn(workspace.id, "viewer");
  service.received.length = 0;
  service.reply = () => ({ status: 201 });
});

/** A browser's own keys, and its subscription as it tells it. */
function browser(path = "/push/1") {
  const keys = createECDH("prime256v1");
  keys.generateKeys();
  const auth = randomBytes(16).toString("base64url");
  const subscription = {
    endpoint: service.url + path,
    expirationTime: null,
    keys: { p256dh: keys.getPublicKey("base64url"), auth },
  };
  return {
    subscription,
    open: (body: Buffer) => decrypt(body, { version: "aes128gcm", privateKey: keys, authSecret: auth }),
  };
}

const as = (login: string, more: object = {}) => ({
  target: `/?workspace=${workspace.slug}`,
  headers: { cookie: login, "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0" },
  ...more,
});

async function subscribe(body: object, login = cookie): Promise<string> {
  const answer = await call(pushEndpoint, as(login, { method: "POST", body }));
  expect(answer.status).toBe(201);
  return jsonOf<{ id: string }>(answer).id;
}

const stateOf = async (login = cookie) => jsonOf<PushState>(await call(pushEndpoint, as(login)));

async function tell(pushId: string): Promise<void> {
  const payload = openedPayload(workspace.slug, "coder was denied write_file");
  await queueDelivery({ workspaceId: workspace.id, lane: `${pushId}:r`, pushId, payload });
  await deliverDue(5_000);
}

test("A browser gets what only it can read, signed by the key that it subscribed with", async () => {
  const { subscription, open } = browser();
  const id = await subscribe(subscription);
  const { public_key, subscriptions } = await stateOf();
  expect(subscriptions).toMatchObject([{ id, device: "Firefox on Linux", endpoint: subscription.endpoint }]);
  await tell(id);
  const [got] = service.received;
  expect(JSON.parse(open(got?.body ?? Buffer.of()).toString())).toEqual({
    title: "coder was denied write_file",
    body: `denied · ${workspace.slug}`,
    tag: expect.any(String),
    path: `/w/${workspace.slug}/inbox`,
  });
  expect(got?.headers).toMatchObject({ "content-encoding": "aes128gcm", urgency: "high", ttl: "14400" });
  expect(got?.headers.authorization).toMatch(new RegExp(`^vapid t=.+, ?k=${public_key}$`));
});

test("The key stays the same, and lies sealed in the database as browsers' own do", async () => {
  const { subscription } = browser();
  await subscribe(subscription);
  const { public_key } = await stateOf();
  expect((await stateOf()).public_key).toBe(public_key);
  const { rows } = await pool("query").query("SELECT p256dh || auth AS kept FROM push_subscriptions");
  expect(rows.map(({ kept }) => kept).join()).not.toContain(subscription.keys.auth);
  const { rows: secrets } = await pool("query").query("SELECT sealed FROM instance_secrets");
  expect(secrets).toHaveLength(1);
  expect(secrets[0].sealed).toMatch(/^1\.[0-9a-f]{8}\./);
});

test("A browser that its push service says is gone is forgotten, and one that is away is not", async () => {
  const [gone, away] = [await subscribe(browser("/gone").subscription), await subscribe(browser("/away").subscription)];
  service.reply = ({ path }) => ({ status: path === "/gone" ? 410 : 503 });
  await tell(gone);
  await tell(away);
  expect((await stateOf()).subscriptions.map(({ id }) => id)).toEqual([away]);
});

test("Who is removed, or sees other projects only by now, is pushed nothing of what still waits", async () => {
  const id = await subscribe(browser().subscription);
  await pool("query").query("UPDATE memberships SET projects = '{shop}' WHERE workspace_id = $1", [workspace.id]);
  await tell(id);
  expect(service.received).toEqual([]);
  const { rows } = await pool("query").query("SELECT state FROM deliveries WHERE push_subscription_id = $1", [id]);
  expect(rows).toEqual([{ state: "cancelled" }]);
  await pool("query").query("DELETE FROM memberships WHERE workspace_id = $1", [workspace.id]);
  await tell(id);
  expect(service.received).toEqual([]);
});

test("One's own browsers are one's own: nobody else sees or removes them, and whoever takes a browser over is told alone", async () => {
  const { subscription } = browser();
  const id = await subscribe(subscription);
  const other = await signIn(workspace.id, "owner");
  const remove = (login: string, pushId: string) =>
    call(pushSubscriptionEndpoint, as(login, { method: "DELETE", params: { id: pushId } }));
  expect((await stateOf(other)).subscriptions).toEqual([]);
  expect((await remove(other, id)).status).toBe(404);
  const taken = await subscribe(subscription, other);
  expect((await stateOf()).subscriptions).toEqual([]);
  expect((await remove(other, taken)).status).toBe(204);
});

test("An endpoint on a private address is refused", async () => {
  const body = { ...browser().subscription, endpoint: "https://192.168.0.1/push" };
  expect((await call(pushEndpoint, as(cookie, { method: "POST", body }))).status).toBe(422);
});
