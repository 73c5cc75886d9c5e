import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { test } from "./fixtures";
import { eventRows, queryOf } from "./timeline";

const loaded = "loader completed Berth 1";
const failed = "loader failed Berth 2";
const refused = "loader was denied open_gate";

test.beforeEach(async ({ anasKey, project, page }) => {
  const event = { agent_id: "loader", project };
  await ingest(anasKey, [
    { ...event, event_type: "task_completed", operation: "Berth 1", status: "success" },
    { ...event, event_type: "task_failed", operation: "Berth 2", status: "failure" },
    { ...event, event_type: "operation_denied", operation: "open_gate", status: "denied" },
  ]);
  await page.goto(`/w/${ana.workspace}/events?project=${project}`);
  await expect(eventRows(page)).toHaveCount(3);
});

test("The address is the filter: it follows each choice, and back and forward retrace them", async ({
  page,
  project,
}) => {
  const quick = page.getByLabel("Quick filters").getByRole("group", { name: "Outcome" });
  await quick.getByRole("button", { name: "denied" }).click();
  await expect(eventRows(page)).toContainText([refused]);
  expect(queryOf(page)).toEqual({ project, status: "denied" });

  await quick.getByRole("button", { name: "failure" }).click({ modifiers: ["Shift"] });
  await expect(eventRows(page)).toContainText([refused, failed]);
  expect(queryOf(page)).toEqual({ project, status: "denied,failure" });

  await page.goBack();
  await expect(eventRows(page)).toContainText([refused]);
  expect(queryOf(page)).toEqual({ project, status: "denied" });
  await page.goBack();
  await expect(eventRows(page)).toHaveCount(3);
  await page.goForward();
  await expect(eventRows(page)).toContainText([refused]);

  await page.getByRole("button", { name: "Remove filter: outcome is denied" }).click();
  await expect(eventRows(page)).toContainText([refused, failed, loaded]);
  await page.getByRole("button", { name: "All time" }).click();
  await page.getByRole("button", { name: "Last 15 minutes" }).click();
  expect(queryOf(page)).toEqual({ project, since: "15m" });
  await expect(eventRows(page)).toHaveCount(3);
});

test("An address that is no filter is said, not ignored", async ({ page }) => {
  await page.goto(`/w/${ana.workspace}/events?status=maybe`);
  await expect(page.getByRole("heading", { name: "This address is no filter" })).toBeVisible();
  await expect(page.getByText(/^status/)).toBeVisible();
});

test("A filter that nothing fits offers to lose its last part", async ({ page, project }) => {
  await page.goto(`/w/${ana.workspace}/events?project=${project}&min_severity=critical`);
  await expect(page.getByRole("heading", { name: "No event matches" })).toBeVisible();
  await page.getByRole("button", { name: "Remove that part" }).click();
  await expect(eventRows(page)).toHaveCount(3);
});

test("A facet counts, leaves out, and is searched for more; a chip is changed where it stands", async ({
  page,
  anasKey,
  project,
}) => {
  await ingest(
    anasKey,
    ["a", "b", "c", "d", "e", "f"].map((name) => ({
      agent_id: `crane-${name}/${project}`,
      project,
      event_type: "task_started",
    })),
  );
  await expect(eventRows(page)).toHaveCount(9);
  // Counts keep up at their own pace.
  await page.reload();
  const facets = page.getByLabel("Quick filters");
  await expect(facets.getByRole("button", { name: "loader, 3 events" })).toBeVisible();
  const types = facets.getByRole("group", { name: "Type" });
  await types.getByRole("button", { name: /^task_started/ }).click({ modifiers: ["Alt"] });
  await expect(eventRows(page)).toContainText([refused, failed, loaded]);
  expect(queryOf(page)).toEqual({ project, kinds: "!task_started" });

  await page.getByRole("button", { name: "type is not task_started", exact: true }).click();
  const change = page.getByRole("dialog", { name: "Change filter: type is not task_started" });
  await change.getByRole("combobox").fill("*_denied");
  await change.getByRole("combobox").press("Enter");
  await expect(eventRows(page)).toContainText([failed, loaded]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Remove filter: type is not task_started or *_denied" }).click();

  await facets.getByRole("group", { name: "Agent" }).getByRole("button", { name: "2 more" }).click();
  const all = page.getByRole("dialog", { name: "All values of agent" });
  await all.getByRole("combobox").fill(`crane-f/${project}`);
  await all.getByRole("option", { name: /^crane-f/ }).click();
  await expect(eventRows(page)).toHaveCount(1);
  expect(queryOf(page)).toEqual({ project, agent_id: `crane-f/${project}` });
});
