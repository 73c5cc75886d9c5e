import { expect, type Page } from "@playwright/test";
import type { AgentEvent } from "@/lib/contract/event";
import { ana } from "./account";
import { ingest, readEvents } from "./api";
import { test } from "./fixtures";
import { eventRows, queryOf } from "./timeline";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

let newer: AgentEvent;
let older: AgentEvent;

test.beforeEach(async ({ anasKey, project, page }) => {
  const event = { agent_id: "loader", project, session_id: project, event_type: "task_started" };
  await ingest(anasKey, [
    { ...event, operation: "Berth 1", metadata: { tide: { height_m: 2.4 }, note: "x".repeat(500) } },
    { ...event, operation: "Berth 2" },
  ]);
  [newer, older] = (await readEvents(anasKey, { project })).events as [AgentEvent, AgentEvent];
  await page.goto(`/w/${ana.workspace}/events?project=${project}`);
  await expect(eventRows(page)).toHaveCount(2);
});

const detail = (page: Page) => page.getByRole("complementary", { name: "Event detail" });
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test("A click opens an event, Escape closes it", async ({ page, project }) => {
  await eventRows(page).filter({ hasText: "Berth 1" }).click();
  await expect(detail(page).getByRole("heading", { name: "loader started Berth 1" })).toBeVisible();
  await expect(detail(page).getByRole("region", { name: "Metadata" })).toContainText('"height_m": 2.4');
  expect(queryOf(page)).toEqual({ project, event: older.event_id });
  await page.keyboard.press("Escape");
  await expect(detail(page)).toBeHidden();
  expect(queryOf(page)).toEqual({ project });
});

test("Hands on the keyboard can open, step, and close", async ({ page }) => {
  // The events around it name others too; what is open is its heading.
  const opened = detail(page).getByRole("heading", { level: 2 });
  await page.keyboard.press("j");
  await expect(eventRows(page).first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(opened).toContainText("Berth 2");
  await page.keyboard.press("j");
  await expect(opened).toContainText("Berth 1");
  await page.keyboard.press("k");
  await expect(opened).toContainText("Berth 2");
  const around = detail(page).getByRole("region", { name: "Around it in this session" });
  await expect(around.locator("[aria-current]")).toContainText("Berth 2");
  await page.keyboard.press("[");
  await expect(opened).toContainText("Berth 1");
  await page.keyboard.press("Escape");
  await expect(detail(page)).toBeHidden();
  await expect(eventRows(page).last()).toBeFocused();
  await page.keyboard.press("c");
  await expect(page.getByText("Link copied")).toBeVisible();
  expect(await clipboard(page)).toContain(`/w/${ana.workspace}/events?event=${older.event_id}`);
});

test("A copied link opens the event by itself", async ({ page }) => {
  await eventRows(page).first().click();
  await detail(page).getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText("Link copied")).toBeVisible();
  await page.goto(await clipboard(page));
  await expect(detail(page).getByRole("heading", { name: "loader started Berth 2" })).toBeVisible();
  expect(queryOf(page)).toEqual({ event: newer.event_id });
});

test("What is copied is the event as the API tells it, and a curl line that asks for it", async ({ page, baseURL }) => {
  await eventRows(page).first().click();
  await detail(page).getByRole("button", { name: "Copy as JSON" }).click();
  await expect(page.getByText("Event copied as JSON")).toBeVisible();
  expect(JSON.parse(await clipboard(page))).toEqual(newer);
  await detail(page).getByRole("button", { name: "Copy as curl" }).click();
  await expect(page.getByText("Copied as curl")).toBeVisible();
  expect(await clipboard(page)).toContain(`${baseURL}/api/v1/events/${newer.event_id}`);
});

test("A value of an event becomes a filter", async ({ page, project }) => {
  await eventRows(page).first().click();
  await detail(page).getByRole("button", { name: "Filter by this operation" }).click();
  await expect(eventRows(page)).toContainText(["loader started Berth 2"]);
  expect(queryOf(page)).toEqual({ project, operation: "Berth 2", event: newer.event_id });
});

test("What happened around an event is a tab away, and a step", async ({ page, project }) => {
  await eventRows(page).first().click();
  const around = detail(page).getByRole("region", { name: "Around it in this session" });
  await expect(around.getByRole("button")).toContainText(["started Berth 1", "started Berth 2"]);
  await detail(page).getByRole("tab", { name: "Session 2" }).click();
  expect(queryOf(page)).toMatchObject({ tab: "session" });
  await detail(page).getByRole("button", { name: "started Berth 1" }).click();
  await expect(detail(page).getByRole("heading", { name: "loader started Berth 1" })).toBeVisible();
  expect(queryOf(page)).toEqual({ project, event: older.event_id, tab: "session" });
});

test("Metadata is searched, and each value and path in it can be copied", async ({ page }) => {
  await eventRows(page).last().click();
  const metadata = detail(page).getByRole("region", { name: "Metadata" });
  await expect(metadata).toContainText("180 more characters");
  await metadata.getByRole("button", { name: "Search metadata" }).click();
  await metadata.getByRole("searchbox").fill("HEIGHT");
  await expect(metadata.getByRole("status")).toHaveText("1 found");
  await expect(metadata).not.toContainText("note");
  await metadata.getByRole("button", { name: "height_m" }).click();
  await metadata.getByRole("button", { name: "Copy path" }).click();
  await expect(page.getByText("Copied metadata.tide.height_m")).toBeVisible();
  expect(await clipboard(page)).toBe("metadata.tide.height_m");
});
