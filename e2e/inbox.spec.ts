import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { ana, settingsFor } from "./account";
import { ingest } from "./api";
import type { AppProcess } from "./app-process";
import { expectAccessible } from "./expect-accessible";
import { loggedOut, test } from "./fixtures";
import { logIn } from "./log-in";

// Rules tell everybody of a workspace: these journeys have one each to themselves.
test.use({ storageState: loggedOut });

const home = `/w/${ana.workspace}`;

const deny = (app: AppProcess, agent_id: string) =>
  ingest({ url: app.url, apiKey: ana.apiKey }, [
    { event_type: "operation_denied", agent_id, operation: "open_gate", status: "denied" },
  ]);

test("A rule is put together as a sentence, tried on the last day and turned off; a webhook is added and tried out, down to what it carried", async ({
  page,
  launch,
}) => {
  const heard: { headers: IncomingMessage["headers"]; body: string }[] = [];
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((listening) => receiver.listen(0, "127.0.0.1", listening));
  const { port } = receiver.address() as AddressInfo;
  const app = await launch({ ...settingsFor(ana), SIGHTLINE_WEBHOOK_ALLOWED_HOSTS: `127.0.0.1:${port}` });
  await deny(app, "loader");
  await logIn(page, app.url, ana);
  await page.goto(`${app.url}${home}/settings/rules?edit=new&filter=status%3Ddenied`);
  await expect(page.getByText("It would have matched 1 event.")).toBeVisible();
  await expect(page.getByRole("link", { name: "loader was denied open_gate" })).toBeVisible();
  await page.getByLabel("Name").fill("Gates");
  await page.getByLabel("Tell when").selectOption("rate_above");
  await page.getByLabel("More than, a minute").fill("5");
  await expect(
    page.getByText("Tell everyone when more than 5 events whose outcome is denied come in a minute."),
  ).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Make rule" }).click();
  const rule = page.getByRole("list", { name: "Rules" }).getByRole("listitem");
  await expect(rule).toContainText("more than 5 events whose outcome is denied");
  await rule.getByRole("switch", { name: "Gates is on" }).click();
  await expect(page.getByText("Gates is off")).toBeVisible();
  await expectAccessible(page);
  await rule.getByRole("button", { name: "Delete Gates" }).click();
  await page.getByRole("button", { name: "Delete rule" }).click();
  await expect(page.getByRole("heading", { name: "No rules yet" })).toBeVisible();

  await page.goto(`${app.url}${home}/settings/webhooks`);
  await page.getByRole("button", { name: "Add webhook" }).click();
  await page.getByLabel("Name").fill("ops");
  await page.getByLabel("Address").fill(`http://127.0.0.1:${port}/hook`);
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Add webhook" }).click();
  const secret = await page.getByTestId("webhook-secret").innerText();
  await page.getByRole("button", { name: "I have it" }).click();
  await page.getByRole("button", { name: "ops", exact: true }).click();
  await page.getByRole("button", { name: "Send a test" }).click();
  await expect(page.getByText("The test arrived.")).toBeVisible();
  const [message] = heard;
  expect(() =>
    new Webhook(secret).verify(message?.body ?? "", message?.headers as Record<string, string>),
  ).not.toThrow();

  const delivery = page.getByRole("list", { name: "Deliveries" }).getByRole("listitem").first();
  await delivery.getByRole("button", { name: /^Test/ }).click();
  await expect(delivery).toContainText("Answered 204");
  await expect(delivery.getByRole("region", { name: "Payload" })).toContainText('"test"');
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete webhook" }).click();
  await expect(page.getByText("No webhook yet")).toBeVisible();
  await new Promise((closed) => receiver.close(closed));
});
