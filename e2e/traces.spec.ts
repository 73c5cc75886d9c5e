import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { expectAccessible } from "./expect-accessible";
import { test } from "./fixtures";
import { queryOf } from "./timeline";

test.beforeEach(async ({ anasKey, project }) => {
  const startMs = Date.now() - 60_000;
  const traced = (second: number, source: string) => ({
    ...{ source, project, correlation_id: `c/${project}` },
    timestamp: new Date(startMs + second * 1_000).toISOString(),
  });
  const task = { agent_id: "coder", task_id: `t/${project}` };
  const failed = { parent_span_id: "a", title: "Round", duration_ms: 8_000, error: "No cent" };
  await ingest(anasKey, [
    { ...traced(0, "mahavishnu"), event_type: "workflow_started", operation: "refunds", metadata: { span_id: "a" } },
    { ...traced(1, "codex"), ...task, event_type: "task_started", metadata: { parent_span_id: "a", title: "Round" } },
    { ...traced(9, "codex"), ...task, event_type: "task_failed", metadata: failed },
    { ...traced(10, "akosha"), event_type: "insight_generated", metadata: { parent_span_id: "a", title: "A cent" } },
  ]);
});

test("A trace shows how it came from system to system, and each event where it happened", async ({ page, project }) => {
  await page.goto(`/w/${ana.workspace}/traces?project=${project}`);
  await expect(page.getByRole("row")).toHaveCount(2);
  await expectAccessible(page);
  await page.getByRole("link", { name: /^c\/journey/ }).click();
  const path = page.getByRole("list", { name: "From system to system" });
  await expect(path.getByRole("listitem")).toHaveText([/^mahavishnu/, /^codex.*2 events, after 1 s/, /^akosha/]);
  const rows = page.getByRole("list", { name: /^Events, each below/ }).getByRole("button");
  await expect(rows).toHaveText([/started workflow refunds/, /coder started Round/, /coder failed Round/, /A cent/]);
  await expect(rows.nth(3)).toHaveAccessibleName(/from mahavishnu to\s*akosha/);
  await expectAccessible(page);

  await rows.nth(2).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary", { name: "Event detail" })).toContainText("No cent");
  await expect(rows.nth(2)).toHaveAttribute("aria-current", "true");
  expect(queryOf(page)).toHaveProperty("event");
});

test("A task tells what it is, who did it and why it failed", async ({ page, project }) => {
  await page.goto(`/w/${ana.workspace}/tasks?project=${project}`);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Round" }).click();
  await expect(page.getByText("No cent").first()).toBeVisible();
  await expect(page.getByRole("link", { name: /^agent coder/ })).toBeVisible();
  await expectAccessible(page);
});

test.describe("On a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a trace stays within the screen's width", async ({ page, project }) => {
    await page.goto(`/w/${ana.workspace}/traces/${encodeURIComponent(`c/${project}`)}`);
    await expect(page.getByRole("list", { name: /^Events, each below/ }).getByRole("listitem")).toHaveCount(4);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    await expectAccessible(page, { dark: false });
  });
});
