import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest, post } from "./api";
import { test } from "./fixtures";

test("A created key works at once, and a revoked one stops working within about a second", async ({
  page,
  app,
  project,
}) => {
  const events = [{ event_type: "task_started", agent_id: "crane", project, operation: "Lift" }];
  await page.goto(`/w/${ana.workspace}/settings/keys`);
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(project);
  await dialog.getByRole("button", { name: "Create key" }).click();
  const apiKey = await page.getByTestId("minted-key").innerText();
  const key = { url: app.url, apiKey };
  await ingest(key, events);

  await dialog.getByRole("button", { name: "I have it" }).click();
  await expect(page.getByText(apiKey)).toBeHidden();
  const row = page.getByRole("row", { name: project });
  await row.getByRole("button", { name: /^Revoke/ }).click();
  await dialog.getByRole("button", { name: "Revoke key" }).click();
  await expect(row).toBeHidden();
  await expect.poll(async () => (await post(key, events)).status, { timeout: 1_500, intervals: [100] }).toBe(401);
});

test("A key is given a limit of its own, which the list shows and the door keeps", async ({ page, app, project }) => {
  await page.goto(`/w/${ana.workspace}/settings/keys`);
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(project);
  await dialog.getByLabel("Events a second").fill("10");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const key = { url: app.url, apiKey: await page.getByTestId("minted-key").innerText() };
  await dialog.getByRole("button", { name: "I have it" }).click();
  await expect(page.getByRole("row", { name: project }).getByRole("cell", { name: "10/s" })).toBeVisible();

  const events = Array.from({ length: 100 }, () => ({ event_type: "task_started", agent_id: "crane", project }));
  await ingest(key, events);
  const refused = await post(key, events);
  expect(refused.status).toBe(429);
  // It owes the eighty that were more than its burst, and takes as many again only when it is full.
  expect(refused.headers.get("retry-after")).toMatch(/^(9|10)$/);
});

test("A key that may only send can't read", async ({ page, app, project }) => {
  await page.goto(`/w/${ana.workspace}/settings/keys`);
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(project);
  await dialog.getByRole("button", { name: "Create key" }).click();
  const apiKey = await page.getByTestId("minted-key").innerText();
  const answer = await fetch(`${app.url}/api/v1/events`, { headers: { authorization: `Bearer ${apiKey}` } });
  expect(answer.status).toBe(403);
});
