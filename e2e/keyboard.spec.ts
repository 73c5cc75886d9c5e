import { expect, type Locator, type Page } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { test } from "./fixtures";
import { eventRows, queryOf } from "./timeline";

/** As many as stand before a page's own things at most. */
const stopsMax = 60;

/** Presses Tab until the focus has come to it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stops = 0; stops < stopsMax; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab did not come to ${target} in ${stopsMax} steps`);
}

test("Without a pointer an agent is found, its events are narrowed, and one of them is read and left", async ({
  page,
  anasKey,
  project,
}) => {
  const agent = { agent_id: `loader/${project}`, project };
  await ingest(anasKey, [
    { ...agent, event_type: "task_started", operation: "Berth 1" },
    { ...agent, event_type: "operation_denied", operation: "open_gate", status: "denied" },
    { ...agent, event_type: "task_failed", operation: "Berth 1", metadata: { error: "No crane" } },
  ]);
  await page.goto(`/w/${ana.workspace}/overview`);
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page.getByRole("heading", { name: "Agents", level: 1 })).toBeVisible();

  await tabTo(page, page.getByRole("searchbox", { name: "Find an agent" }));
  await page.keyboard.type(project);
  await expect(page.getByRole("row")).toHaveCount(2);
  await tabTo(page, page.getByRole("link", { name: agent.agent_id }));
  await page.keyboard.press("Enter");
  await tabTo(
    page,
    page.getByRole("navigation", { name: "Pages of the agent" }).getByRole("link", { name: "Events", exact: true }),
  );
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Events", level: 1 })).toBeVisible();
  await expect(eventRows(page)).toHaveCount(3);

  await page.keyboard.press("f");
  await expect(page.getByRole("combobox", { name: "Value" })).toBeFocused();
  await page.keyboard.type("task_*");
  await page.keyboard.press("Enter");
  await expect(eventRows(page)).toHaveCount(2);
  expect(queryOf(page)).toMatchObject({ kinds: "task_*" });

  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const detail = page.getByRole("complementary", { name: "Event detail" });
  await expect(detail).toContainText("No crane");
  await page.keyboard.press("j");
  await expect(detail).toContainText("started Berth 1");
  await tabTo(page, detail.getByRole("tab", { name: /^Event/ }));
  await page.keyboard.press("Escape");
  await expect(detail).toBeHidden();
  await expect(eventRows(page).last()).toBeFocused();

  await tabTo(page, page.getByRole("button", { name: "Remove filter: type is task_*" }));
  await page.keyboard.press("Enter");
  await expect(eventRows(page)).toHaveCount(3);
});
