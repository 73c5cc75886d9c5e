import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { test } from "./fixtures";
import { eventRows, queryOf } from "./timeline";

test("A filter is kept as a view, left, found again, changed, and deleted with a way back", async ({
  page,
  anasKey,
  project,
}) => {
  await ingest(anasKey, [
    { event_type: "task_completed", agent_id: "loader", project, operation: "Berth 1", status: "success" },
    { event_type: "operation_denied", agent_id: "loader", project, operation: "open_gate", status: "denied" },
  ]);
  await page.goto(`/w/${ana.workspace}/events?project=${project}&status=denied`);
  await expect(eventRows(page)).toHaveCount(1);
  const name = `Denied in ${project}`;
  const menu = (label: string | RegExp) => page.getByRole("button", { name: label });
  await menu("Views").click();
  await page.getByRole("menuitem", { name: "Save as a new view" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Share it with the workspace").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(menu(`View: ${name}`)).toBeVisible();
  const { view } = queryOf(page);

  await page.goto(`/w/${ana.workspace}/events`);
  await menu("Views").click();
  await page.getByRole("menuitem", { name }).click();
  await expect.poll(() => queryOf(page)).toEqual({ project, status: "denied", view });
  await expect(eventRows(page)).toHaveCount(1);

  await page.getByRole("button", { name: "Remove filter: outcome is denied" }).click();
  await menu(`View: ${name}, changed`).click();
  await page.getByRole("menuitem", { name: `Save changes to ${name}` }).click();
  await expect(menu(`View: ${name}, changed`)).toBeHidden();
  await expect(eventRows(page)).toHaveCount(2);

  await menu(`View: ${name}`).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await menu("Views").click();
  await page.getByRole("menuitem", { name }).click();
  await expect.poll(() => queryOf(page)).toMatchObject({ project });
});
