import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { Rule } from "@/lib/contract/rules";
import type { Delivery, WebhookWithSecret } from "@/lib/contract/webhooks";
import { freePort } from "@/lib/server/db/free-port";
import { ana } from "./account";
import { type Caller, ingest } from "./api";
import { type RunningExample, readExamples, runExample } from "./doc-examples";
import { test } from "./fixtures";

/** Asks the API as Ana's program does. */
async function ask<T>({ url, apiKey }: Caller, path: string, body?: object): Promise<T> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(answer.ok, path).toBe(true);
  return answer.json() as Promise<T>;
}

test("What a rule finds reaches its webhooks, and the receivers of docs/webhooks.md take that and nothing else", async ({
  anasKey,
  project,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "sightline-examples-"));
  const running: RunningExample[] = [];
  const webhook_ids: string[] = [];
  try {
    for (const name of ["receive.mjs", "receive.py"]) {
      const port = await freePort();
      const draft = { name, url: `http://127.0.0.1:${port}/` };
      const { id, secret } = await ask<WebhookWithSecret>(anasKey, "/webhooks", draft);
      webhook_ids.push(id);
      const code = readExamples("docs/webhooks.md").get(name) ?? "";
      const env = { PORT: String(port), WEBHOOK_SECRET: secret };
      const example = runExample({ name, code, folder }, { env });
      running.push(example);
      const isUp = () =>
        fetch(draft.url, { method: "POST", body: "{}" }).then(
          ({ status }) => status,
          () => 0,
        );
      await expect.poll(isUp, { message: example.complaints() }).toBe(401);
      const told = await ask<Delivery>(anasKey, `/webhooks/${id}/test`);
      expect([name, told.state, told.tries[0]?.status]).toEqual([name, "delivered", 204]);
    }
    const rule = { name: "Denied", filter: `status=denied&project=${project}`, webhook_ids };
    const { id } = await ask<Rule>(anasKey, "/rules", rule);
    await ingest(anasKey, [
      { event_type: "operation_denied", agent_id: "porter", operation: "open_gate", status: "denied", project },
    ]);
    for (const example of running) {
      const seen = () => example.lines();
      const lines = ["test ", expect.stringMatching(/^notification\.opened porter was denied/)];
      await expect.poll(seen, { message: example.name, timeout: 15_000 }).toEqual(lines);
    }
    // Rules tell everybody, and journeys share a workspace.
    const headers = { authorization: `Bearer ${anasKey.apiKey}` };
    await fetch(`${anasKey.url}/api/v1/rules/${id}`, { method: "DELETE", headers });
  } finally {
    for (const example of running) await example.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("What is pushed to a browser is shown by its service worker", async ({ page, context, app, trouble }) => {
  trouble.allow(/favicon/);
  await context.grantPermissions(["notifications"], { origin: app.url });
  await page.goto(`/w/${ana.workspace}/overview`);
  const told = await page.request.get(`/api/v1/push?workspace=${ana.workspace}`);
  expect(await told.json()).toMatchObject({ public_key: expect.stringMatching(/^[\w-]{87}$/), subscriptions: [] });
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations: [one] }) => {
      if (one) resolve(one.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
  });
  const data = JSON.stringify({
    title: "coder was denied",
    body: "denied · harbor",
    tag: "1",
    path: "/w/harbor/inbox",
  });
  const registrationId = await registered;
  await session.send("ServiceWorker.deliverPushMessage", { origin: app.url, registrationId, data });
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const notifications = await registration.getNotifications();
      return notifications.map(({ title, body, tag }) => ({ title, body, tag }));
    });
  await expect.poll(shown).toEqual([{ title: "coder was denied", body: "denied · harbor", tag: "1" }]);
});
