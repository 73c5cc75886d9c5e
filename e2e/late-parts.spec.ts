import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { test } from "./fixtures";
import { eventRows } from "./timeline";

const scripts = "**/_next/static/chunks/**";

test("What comes late is there before anybody asks: with no script to be had any more, everything still opens", async ({
  page,
  anasKey,
  project,
}) => {
  await ingest(anasKey, [{ event_type: "note", agent_id: "loader", project }]);
  await page.goto(`/w/${ana.workspace}/events?project=${project}`);
  await page.waitForFunction(() => performance.getEntriesByName("late-parts-done").length > 0);
  await page.route(scripts, (route) => route.abort());

  await eventRows(page).first().click();
  await expect(page.getByRole("complementary", { name: "Event detail" })).toBeVisible();
  await page.keyboard.press("f");
  await expect(page.getByRole("dialog", { name: "Add filter" }).getByRole("combobox", { name: "Value" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Add filter" })).toBeFocused();

  // By the keyboard a menu opens on its first choice, and gives its button the focus back.
  const views = page.getByRole("button", { name: "Views" });
  await views.press("Enter");
  await expect(page.getByRole("menu", { name: "Views" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Save as a new view" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(views).toBeFocused();
  // Its button closes it as well.
  await views.click();
  await views.click();
  await expect(page.getByRole("menu")).toHaveCount(0);

  for (const dialog of ["Export events", "Keys (?)", "Jump to"]) {
    await page.getByRole("button", { name: dialog, exact: true }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
});

test("A part that can't be fetched says so and comes when it is tried again", async ({
  page,
  anasKey,
  project,
  trouble,
}) => {
  await ingest(anasKey, [{ event_type: "note", agent_id: "loader", project }]);
  // Nothing is fetched beforehand by a browser that never rests.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  await page.goto(`/w/${ana.workspace}/events?project=${project}`);
  await expect(eventRows(page)).toHaveCount(1);
  trouble.allow(/net::ERR_FAILED/);
  await page.route(scripts, (route) => route.abort());

  await page.getByRole("button", { name: "Export events" }).click();
  const fault = page.getByRole("alert").filter({ hasText: "This part of the page could not be loaded" });
  await expect(fault).toBeVisible();
  await fault.getByRole("button", { name: "Close" }).click();
  await expect(fault).toHaveCount(0);
  await eventRows(page).first().click();
  await expect(fault).toBeVisible();

  await page.unroute(scripts);
  await fault.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("complementary", { name: "Event detail" })).toBeVisible();
  await page.getByRole("button", { name: "Export events" }).click();
  await expect(page.getByRole("dialog", { name: "Export events" })).toBeVisible();
});
