import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { expectAccessible } from "./expect-accessible";
import { test } from "./fixtures";
import { eventRows, queryOf } from "./timeline";

test.beforeEach(async ({ anasKey, project }) => {
  const coder = { agent_id: `coder/${project}`, project };
  const denied = { event_type: "operation_denied", status: "denied" } as const;
  await ingest(anasKey, [
    { ...coder, event_type: "operation_allowed", operation: "read_file" },
    { ...coder, event_type: "operation_allowed", operation: "write_file" },
    { ...coder, ...denied, operation: "write_file", metadata: { reason: "role reader" } },
    { ...coder, ...denied, operation: "write_file", metadata: { reason: "path migrations/ is protected" } },
    { agent_id: `tester/${project}`, project, ...denied, operation: "deploy", metadata: { reason: "frozen" } },
  ]);
});

test("Who may do what is a matrix, gone through by keys down to the denied events", async ({ page, project }) => {
  await page.goto(`/w/${ana.workspace}/permissions?agent=${project}`);
  const cell = (words: string) => page.getByRole("gridcell", { name: words });
  const writes = cell(`coder/${project}, write_file: allowed once, denied 2 times`);
  await expect(writes).toBeVisible();
  await expect(cell(`coder/${project}, read_file: allowed once, never denied`)).toBeVisible();
  await expect(cell(`tester/${project}, read_file: never asked`)).toBeVisible();
  await expectAccessible(page);

  await cell(`coder/${project}, deploy: never asked`).focus();
  await page.keyboard.press("End");
  await expect(writes).toBeFocused();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText("path migrations/ is protected");
  await expect(drawer.getByRole("link", { name: /^cursor / })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(writes).toBeFocused();

  await page.getByRole("button", { name: "Only denied" }).click();
  await expect(page.getByRole("columnheader", { name: "read_file" })).toBeHidden();
  await page.getByRole("button", { name: "Table" }).click();
  await expect(page.getByRole("row").filter({ hasText: "write_file" })).toContainText("path migrations/ is protected");
  expect(queryOf(page)).toEqual({ agent: project, denied: "true", view: "table" });
  await page.getByRole("button", { name: /write_file: allowed once/ }).click();
  await drawer.getByRole("link", { name: "Denied events" }).click();
  await expect(eventRows(page)).toHaveCount(2);
  expect(queryOf(page)).toMatchObject({ agent_id: `coder/${project}`, operation: "write_file", status: "denied" });
});

test.describe("On a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("permissions are a list for each agent, within the screen's width", async ({ page, project }) => {
    await page.goto(`/w/${ana.workspace}/permissions?agent=${project}`);
    const coder = page.getByRole("region", { name: `coder/${project}` });
    await expect(coder.getByRole("button")).toHaveText([/read_file\s*1 allowed/, /write_file\s*1 allowed, 2 denied/]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    await coder.getByRole("button", { name: "write_file" }).tap();
    await expect(page.getByRole("dialog")).toContainText("path migrations/ is protected");
  });
});
