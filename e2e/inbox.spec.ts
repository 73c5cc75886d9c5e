import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { ana, settingsFor } from "./account";
import { ingest } from "./api";
import type { AppProcess } from "./app-process";
import { expectAccessible } from "./expect-accessible";
import { loggedOut, test } from "./fixtures";
import { logIn } from "./log-in";

// Rules tell everybody of a workspace: these journeys have one each to themselves, which on a busy machine takes a while.
test.slow();
test.use({ storageState: loggedOut });

const home = `/w/${ana.workspace}`;
const notifications = (page: Page) => page.getByRole("list", { name: "Notifications" }).getByRole("listitem");
const detail = (page: Page) => page.getByRole("complementary", { name: "Notification" });
/** A rule is judged within a second or two, and a page looks every other. */
const soon = { timeout: 12_000 };

const deny = (app: AppProcess, agent_id: string, operation = "open_gate") =>
  ingest({ url: app.url, apiKey: ana.apiKey }, [
    { event_type: "operation_denied", agent_id, operation, status: "denied" },
  ]);

test("What a rule finds comes to the inbox with its count, and whoever acknowledges it does so for all", async ({
  page,
  browser,
  launch,
  trouble,
}) => {
  const app = await launch(settingsFor(ana));
  await logIn(page, app.url, ana);
  await page.goto(`${app.url}${home}/inbox`);
  await page.getByRole("button", { name: "Something was denied or failed" }).click();
  await expect(page.getByText("Nothing is open")).toBeVisible();
  await page.goto(`${app.url}${home}/events`);
  await deny(app, "loader");
  const inbox = page.getByRole("navigation", { name: "Main", exact: true }).getByRole("link", { name: "Inbox" });
  await expect(inbox).toContainText("1 unread", soon);
  await expect(page).toHaveTitle(/^\(1\) /);
  await expect(page.getByTestId("inbox-news")).toContainText("loader was denied open_gate");

  await inbox.click();
  await expect(notifications(page)).toHaveText(/loader was denied open_gate/);
  const context = await browser.newContext({ storageState: await page.context().storageState() });
  await trouble.watch(context);
  const other = await context.newPage();
  await other.goto(`${app.url}${home}/inbox?view=all`);
  await expect(notifications(other)).toHaveText(/unread: loader/);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(detail(page).getByRole("region", { name: "Its events" })).toContainText("loader was denied");
  await expectAccessible(page);
  await expect(inbox).not.toContainText("unread", soon);
  await page.keyboard.press("a");
  await page.getByRole("menuitem", { name: "(you)" }).press("Enter");
  await expect(detail(page)).toContainText(`Assigned to${ana.email}`);
  await page.keyboard.press("e");
  await expect(page.getByText("Nothing is open")).toBeVisible();
  await page.locator(".toast", { hasText: "Acknowledged" }).getByRole("button", { name: "Undo" }).click();
  await expect(notifications(page)).toHaveCount(1);
  await page.keyboard.press("e");
  await expect(detail(page)).toContainText(`${ana.email} acknowledged it`);
  await expect(notifications(other)).toContainText("acknowledged", soon);
  await context.close();

  await detail(page).getByRole("button", { name: "Open again" }).click();
  await expect(notifications(page)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(detail(page)).toBeHidden();
  await page.keyboard.press("s");
  await page.getByRole("menuitem", { name: "For 1 hour" }).click();
  await expect(detail(page)).toContainText("Snoozed until then");

  await page.setViewportSize({ width: 390, height: 844 });
  await deny(app, "carrier", "W".repeat(180));
  const bar = page.getByRole("navigation", { name: "Main, at the bottom" });
  await expect(bar.getByRole("link", { name: "Inbox" })).toContainText("1 unread", soon);
  await detail(page).getByRole("button", { name: "Close (Esc)" }).click();
  await notifications(page)
    .getByRole("link", { name: /^unread: carrier/ })
    .click();
  await expect(detail(page)).toBeInViewport({ ratio: 1 });
  await expectAccessible(page, { dark: false });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
});

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
  await expect(page.getByText("It would have told of 1 event.")).toBeVisible();
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
