import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest, readEvents } from "./api";
import { expectAccessible } from "./expect-accessible";
import { loggedOut, test } from "./fixtures";
import { eventRows } from "./timeline";

test("The pages of a workspace keep nobody out, in light colours and in dark", async ({ page, anasKey, project }) => {
  const agent = `loader/${project}`;
  await ingest(anasKey, [
    { event_type: "task_started", agent_id: agent, project, operation: "Berth 1" },
    { event_type: "task_failed", agent_id: agent, project, operation: "Berth 1", metadata: { error: "No crane" } },
    { event_type: "operation_denied", agent_id: agent, project, operation: "open_gate", status: "denied" },
  ]);
  const [event] = (await readEvents(anasKey, { project })).events;
  const home = `/w/${ana.workspace}`;

  await page.goto(`${home}/events?project=${project}&event=${event?.event_id}`);
  await expect(eventRows(page)).toHaveCount(3);
  await expect(page.getByRole("complementary", { name: "Event detail" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${home}/overview`);
  await expect(page.getByRole("list", { name: "What needs a person" })).toContainText(agent);
  await expect(page.getByRole("img", { name: /^Events over time/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Read as a table" }).click();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Jump to" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${home}/agents`);
  await expect(page.getByRole("link", { name: agent })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${home}/agents/${encodeURIComponent(agent)}`);
  await expect(eventRows(page)).toHaveCount(3);
  await expectAccessible(page);
  await page.goto(`${home}/settings/keys`);
  await expect(page.getByRole("table")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
});

test("The pages that help to connect and to keep secrets keep nobody out either", async ({ page }) => {
  const home = `/w/${ana.workspace}`;
  await page.goto(`${home}/settings/privacy`);
  await expect(page.getByRole("heading", { name: "Try it" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${home}/settings/retention`);
  await expect(page.getByRole("heading", { name: "What is kept now" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${home}/connect?agent=claude-code`);
  await expect(page.getByRole("heading", { name: "Claude Code" })).toBeVisible();
  await expectAccessible(page);
});

test.describe("Without a login", () => {
  test.use({ storageState: loggedOut });

  test("the doors keep nobody out, in light colours and in dark", async ({ page, launch }) => {
    await page.goto("/login");
    await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
    await expectAccessible(page);
    const fresh = await launch();
    await page.goto(`${fresh.url}/setup`);
    await expect(page.getByRole("heading", { name: "Set up Sightline" })).toBeVisible();
    await expectAccessible(page);
    await page.goto("/reference");
    await expect(page.getByRole("heading", { name: "API reference" })).toBeVisible();
    await expectAccessible(page);
  });
});
