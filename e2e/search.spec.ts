import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { test } from "./fixtures";
import { connection, eventRows, queryOf } from "./timeline";

const crane = "loader completed Repair the crane";
const rope = "loader failed Berth 2 rope torn at the crane";
const hidden = "loader started Berth 3";

test.beforeEach(async ({ anasKey, project, page }) => {
  const event = { agent_id: "loader", project };
  await ingest(anasKey, [
    { ...event, event_type: "task_started", operation: "Berth 3", metadata: { note: "under the old crane" } },
    { ...event, event_type: "task_failed", operation: "Berth 2", metadata: { error: "rope torn at the crane" } },
    { ...event, event_type: "task_completed", operation: "Repair the crane" },
    { ...event, event_type: "task_completed", operation: "Berth 1" },
  ]);
  await page.goto(`/w/${ana.workspace}/events?project=${project}`);
  await expect(connection(page)).toHaveText("Live");
});

test("What is searched is found while it is typed, marked where it stands, and found live", async ({
  page,
  anasKey,
  project,
}) => {
  await page.keyboard.press("/");
  const box = page.getByRole("textbox", { name: "Search events" });
  await expect(box).toBeFocused();
  await page.keyboard.type("crane");
  await expect(eventRows(page)).toContainText([crane, rope, hidden]);
  await expect(eventRows(page).locator("mark")).toHaveText(["crane", "crane", "crane"]);
  await expect(eventRows(page).nth(2)).toContainText("note: under the old crane");
  expect(queryOf(page)).toEqual({ project, q: "crane" });

  await page.keyboard.type(" -torn");
  await expect(eventRows(page)).toContainText([crane, hidden]);
  await expect(page.getByText("text has crane -torn")).toBeVisible();
  await ingest(anasKey, [{ agent_id: "loader", project, event_type: "task_started", operation: "Oil the crane" }]);
  await expect(eventRows(page)).toContainText(["Oil the crane", crane, hidden]);

  await eventRows(page).first().click();
  const title = page.getByRole("complementary", { name: "Event detail" }).getByRole("heading", { level: 2 });
  await expect(title.locator("mark")).toHaveText("crane");
});

test("What is no search is said in words; Escape empties the box, then leaves it", async ({ page, project }) => {
  const box = page.getByRole("textbox", { name: "Search events" });
  await box.fill('"..."');
  await expect(box).toHaveAccessibleDescription(/Has no word to look for/);
  await expect(eventRows(page)).toHaveCount(4);
  await box.fill("berth");
  await box.press("Enter");
  await expect(eventRows(page)).toHaveCount(3);
  await box.press("Escape");
  await expect(box).toHaveValue("");
  await expect(eventRows(page)).toHaveCount(4);
  expect(queryOf(page)).toEqual({ project });
  await box.press("Escape");
  await expect(box).not.toBeFocused();

  await page.goBack();
  await expect(box).toHaveValue("berth");
  await expect(eventRows(page)).toHaveCount(3);
});
