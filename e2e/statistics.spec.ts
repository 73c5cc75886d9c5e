import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { expectAccessible } from "./expect-accessible";
import { test } from "./fixtures";
import { eventRows, queryOf } from "./timeline";

test("Statistics count a range beside the period before, and lead to the events", async ({
  page,
  anasKey,
  project,
}) => {
  const at = (hoursAgo: number) => new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
  const event = { agent_id: "loader", project, source: "dock" };
  const done = { ...event, event_type: "task_completed", status: "success" } as const;
  const denied = { ...event, event_type: "operation_denied", operation: "open_gate", status: "denied" } as const;
  await ingest(anasKey, [
    ...[1.5, 2, 3].map((hoursAgo) => ({ ...done, timestamp: at(hoursAgo) })),
    { ...denied, timestamp: at(4) },
    ...[30, 31].map((hoursAgo) => ({ ...done, timestamp: at(hoursAgo) })),
    { ...event, event_type: "berth.left", timestamp: at(32) },
  ]);
  await page.goto(`/w/${ana.workspace}/statistics?project=${project}`);
  const types = page.getByRole("region", { name: "Events by type" });
  await expect(types.getByRole("listitem")).toHaveText([
    /^task_completed3\+50%/,
    /^operation_denied1new/,
    /^berth\.left0gone/,
  ]);
  await expect(page.getByRole("img", { name: "Events over time by severity: 4 in all" })).toBeVisible();
  await expect(page.getByText("project is", { exact: false })).toBeVisible();
  await expectAccessible(page);

  await types.getByRole("button", { name: "Read as a table" }).click();
  await expect(types.getByRole("row").filter({ hasText: "task_completed" })).toHaveText(/375\.0%2\+50%/);
  expect(queryOf(page)).toEqual({ project, tables: "kinds" });
  await page.getByRole("button", { name: "1 h", exact: true }).click();
  await expect(page.getByRole("img", { name: "Events over time by severity: 0 in all" })).toBeVisible();
  await page.getByRole("button", { name: "7 d", exact: true }).click();
  await expect(types.getByRole("row").filter({ hasText: "task_completed" })).toContainText("5");
  expect(queryOf(page)).toEqual({ project, since: "7d", tables: "kinds" });
  await expectAccessible(page);

  await types.getByRole("link", { name: "operation_denied" }).click();
  await expect(eventRows(page)).toHaveCount(1);
  expect(queryOf(page)).toEqual({ kinds: "operation_denied", project, since: "7d" });
});

test("A range that can't be read is said, with a way back", async ({ page }) => {
  await page.goto(`/w/${ana.workspace}/statistics?since=yesterday`);
  await expect(page.getByText(/^since: An RFC 3339 instant/)).toBeVisible();
  await page.getByRole("button", { name: "Show the last 24 hours" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Read at" })).toBeVisible();
});
