import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { test } from "./fixtures";
import { connection, eventRows, queryOf } from "./timeline";

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

test("The histogram counts all that the filter finds, reads as a table, and zooms by dragging", async ({
  page,
  anasKey,
  project,
}) => {
  await ingest(anasKey, [
    { agent_id: "loader", project, event_type: "task_started", timestamp: minutesAgo(50) },
    { agent_id: "loader", project, event_type: "task_failed", operation: "Berth 2", timestamp: minutesAgo(40) },
    { agent_id: "loader", project, event_type: "task_started", timestamp: minutesAgo(1) },
  ]);
  await page.goto(`/w/${ana.workspace}/events?project=${project}&since=1h`);
  const chart = page.getByRole("region", { name: "Events over time" });
  await expect(chart).toContainText("3 events");
  await expect(chart.getByRole("listitem").filter({ hasText: "error" })).toHaveText("error1");

  await chart.getByRole("button", { name: "Read as a table" }).click();
  await expect(chart.getByRole("cell", { name: "1", exact: true })).toHaveCount(2 * 3);
  expect(queryOf(page)).toEqual({ project, since: "1h", chart: "table" });
  await chart.getByRole("button", { name: "Show as a chart" }).click();

  const bars = await chart.locator(".area").boundingBox();
  if (!bars) throw new Error("No bars");
  const [left, middle] = [bars.x + bars.width * 0.25, bars.y + bars.height / 2];
  await page.mouse.move(left, middle);
  await page.mouse.down();
  await page.mouse.move(left + bars.width * 0.25, middle, { steps: 4 });
  await page.mouse.up();
  await expect(eventRows(page)).toContainText(["loader failed Berth 2"]);
  expect(Object.keys(queryOf(page))).toEqual(["project", "since", "until"]);
  await expect(chart).toContainText("1 event");
});

test("A jump shows what happened around a cursor or a moment, and goes back to live", async ({
  page,
  anasKey,
  project,
}) => {
  const berths = Array.from({ length: 300 }, (_, index) => ({
    agent_id: "loader",
    project,
    event_type: "task_started",
    operation: `Berth ${index + 1}.`,
    timestamp: minutesAgo(600 - index),
  }));
  const { first_cursor: first } = await ingest(anasKey, berths);
  const cursor = (first ?? 0) + 99;
  await page.goto(`/w/${ana.workspace}/events?project=${project}`);
  await expect(connection(page)).toHaveText("Live");

  await page.keyboard.press("t");
  const dialog = page.getByRole("dialog", { name: "Jump to" });
  await dialog.getByLabel("Or cursor").fill(cursor.toLocaleString("en"));
  await dialog.getByRole("button", { name: "Jump" }).click();
  await expect(page.getByText(`Around cursor ${cursor.toLocaleString("en")}, not live`)).toBeVisible();
  await expect(eventRows(page).filter({ hasText: "Berth 100." })).toBeInViewport();
  expect(queryOf(page)).toEqual({ project, at: String(cursor) });
  await page.getByRole("button", { name: "Newer" }).click();
  await expect(eventRows(page).filter({ hasText: "Berth 150." })).toBeInViewport();
  await page.keyboard.press(".");
  await expect(eventRows(page).first()).toContainText("Berth 300.");
  await expect(connection(page)).toHaveText("Live");

  await page.getByRole("button", { name: "All time" }).click();
  await page.getByRole("button", { name: "Jump to a time or cursor" }).click();
  await dialog.getByLabel("Time").fill("2001-01-01T00:00:00");
  await dialog.getByRole("button", { name: "Jump" }).click();
  await expect(eventRows(page).filter({ hasText: /Berth 1\./ })).toBeInViewport();
});
