import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { test } from "./fixtures";
import { eventRows, queryOf } from "./timeline";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test.beforeEach(async ({ anasKey, project, page }) => {
  await ingest(
    anasKey,
    [1, 2, 3, 4].map((berth) => ({
      event_type: "task_started",
      agent_id: "loader",
      project,
      operation: `Berth ${berth}`,
      metadata: { berth },
    })),
  );
  await page.goto(`/w/${ana.workspace}/events?project=${project}`);
  await expect(eventRows(page)).toHaveCount(4);
});

test("Columns are chosen, kept in this browser, and go with the link", async ({
  page,
  project,
  browser,
  anasLogin,
}) => {
  await page.getByRole("button", { name: "Columns and density" }).click();
  for (const name of ["Operation", "Cursor", "Outcome"]) await page.getByRole("menuitemcheckbox", { name }).click();
  await page.keyboard.press("Escape");
  await expect(eventRows(page).first()).toContainText("Operation: Berth 4");
  const chosen = { project, columns: "time,cursor,category,sentence,operation,duration" };
  expect(queryOf(page)).toEqual(chosen);

  await page.goto(`/w/${ana.workspace}/events?project=${project}`);
  await expect(eventRows(page).first()).toContainText("Operation: Berth 4");
  await expect.poll(() => queryOf(page)).toEqual(chosen);

  const elsewhere = await browser.newContext({ storageState: { ...anasLogin, origins: [] } });
  const other = await elsewhere.newPage();
  await other.goto(page.url());
  await expect(eventRows(other).first()).toContainText("Operation: Berth 4");
  await elsewhere.close();
});

test("d sets the rows further apart, and they stay so", async ({ page }) => {
  const height = async () => (await eventRows(page).first().boundingBox())?.height;
  expect(await height()).toBe(28);
  await page.keyboard.press("d");
  await expect.poll(height).toBe(36);
  await page.reload();
  await expect(eventRows(page)).toHaveCount(4);
  await expect.poll(height).toBe(36);
});

test("Events are selected by key and by reaching, then copied and saved", async ({ page }) => {
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar).toContainText("1 selected");
  await eventRows(page)
    .nth(2)
    .click({ modifiers: ["Shift"] });
  await expect(bar).toContainText("3 selected");
  await bar.getByRole("button", { name: "Copy JSON" }).click();
  await expect(page.getByText("3 events copied as JSON")).toBeVisible();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as { operation: string }[];
  expect(copied.map(({ operation }) => operation)).toEqual(["Berth 2", "Berth 3", "Berth 4"]);

  const saving = page.waitForEvent("download");
  await bar.getByRole("button", { name: "Export CSV" }).click();
  const download = await saving;
  const lines = readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[3]).toContain('"{""berth"":4}"');
  await page.keyboard.press("Escape");
  await expect(bar).toBeHidden();
});
