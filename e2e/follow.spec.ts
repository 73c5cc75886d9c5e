import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { test } from "./fixtures";
import { connection, eventRows } from "./timeline";

const steps = (project: string, ...numbers: number[]) =>
  numbers.map((number) => ({ event_type: "task_started", agent_id: "loader", project, operation: `Berth ${number}` }));

test.beforeEach(async ({ anasKey, project, page }) => {
  await ingest(anasKey, steps(project, 1));
  await page.goto(`/w/${ana.workspace}/events?project=${project}`);
  await expect(connection(page)).toHaveText("Live");
  await expect(eventRows(page)).toHaveCount(1);
});

test("While paused nothing moves and what waits is counted; shown, it is all there", async ({
  page,
  anasKey,
  project,
}) => {
  await page.getByRole("button", { name: "Paused" }).click();
  await expect(connection(page)).toHaveText("Paused");
  await ingest(anasKey, steps(project, 2, 3, 4));
  await expect(page.getByText(/^3 new since you paused/)).toBeVisible();
  await expect(eventRows(page)).toContainText(["Berth 1"]);

  await page.getByRole("button", { name: "Show" }).click();
  await expect(eventRows(page)).toContainText(["Berth 4", "Berth 3", "Berth 2", "Berth 1"]);
  await expect(page.getByText("Above: new since you paused")).toBeVisible();
  await expect(connection(page)).toHaveText("Live");
});

test("Rows hold still under the pointer, and go on when it leaves", async ({ page, anasKey, project }) => {
  await eventRows(page).first().hover();
  await ingest(anasKey, steps(project, 2, 3));
  await expect(page.getByRole("button", { name: "2 new" })).toBeVisible();
  await expect(eventRows(page)).toContainText(["Berth 1"]);
  await page.getByRole("banner").hover();
  await expect(eventRows(page)).toContainText(["Berth 3", "Berth 2", "Berth 1"]);
});

test("A cleared view shows only what comes from then on, and what was there when asked for", async ({
  page,
  anasKey,
  project,
}) => {
  await page.getByRole("button", { name: "Clear the view" }).click();
  await expect(eventRows(page)).toHaveCount(0);
  await expect(page.getByText("Cleared here; the log keeps all.")).toBeVisible();
  await ingest(anasKey, steps(project, 2));
  await expect(eventRows(page)).toContainText(["Berth 2"]);
  await page.getByRole("button", { name: "Show earlier" }).click();
  await expect(eventRows(page)).toContainText(["Berth 2", "Berth 1"]);
});
