import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { test } from "./fixtures";
import { eventRows, queryOf } from "./timeline";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test.beforeEach(async ({ anasKey, project, page }) => {
  const event = { agent_id: "loader", project };
  await ingest(anasKey, [
    { ...event, event_type: "task_started", operation: "Carry all crates of the long northern quay to berth 1" },
    { ...event, event_type: "operation_denied", operation: "open_gate", status: "denied" },
  ]);
  await page.goto(`/w/${ana.workspace}/events?project=${project}`);
  await expect(eventRows(page)).toHaveCount(2);
});

test("A phone shows the events within its width, and its own bar of pages", async ({ page }) => {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBe(0);
  await expect(page.getByLabel("Quick filters")).toBeHidden();
  const bar = page.getByRole("navigation", { name: "Main, at the bottom" });
  await bar.getByRole("link", { name: "Agents" }).tap();
  await expect(page.getByRole("heading", { name: "Agents", level: 1 })).toBeVisible();
  await bar.getByRole("button", { name: "More" }).tap();
  await page.getByRole("menuitem", { name: "Settings" }).tap();
  await expect(page.getByRole("heading", { name: "API keys", level: 1 })).toBeVisible();
});

test("A phone filters on a sheet of its own", async ({ page, project }) => {
  await page.getByRole("button", { name: "Filters 1" }).tap();
  const sheet = page.getByRole("dialog", { name: "Filters" });
  await sheet.getByRole("button", { name: /^denied/ }).tap();
  await sheet.getByRole("button", { name: /^failure/ }).tap();
  await sheet.getByRole("button", { name: "Show events" }).tap();
  await expect(sheet).toBeHidden();
  await expect(eventRows(page)).toContainText(["loader was denied open_gate"]);
  expect(queryOf(page)).toEqual({ project, status: "denied,failure" });
});

test("A phone opens an event over the list and closes it again", async ({ page, project }) => {
  await eventRows(page).filter({ hasText: "northern quay" }).tap();
  const detail = page.getByRole("complementary", { name: "Event detail" });
  await expect(detail).toContainText("loader started Carry all crates");
  await expect(detail).toBeInViewport({ ratio: 1 });
  await detail.getByRole("button", { name: "Close (Esc)" }).tap();
  await expect(detail).toBeHidden();
  expect(queryOf(page)).toEqual({ project });
});
