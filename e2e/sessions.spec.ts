import { expect, type Page } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { expectAccessible } from "./expect-accessible";
import { test } from "./fixtures";

/** When the session began: two minutes of it have passed. */
const secondsAgo = 120;

test.beforeEach(async ({ anasKey, project }) => {
  const startMs = Date.now() - secondsAgo * 1_000;
  const at = (second: number) => ({ timestamp: new Date(startMs + second * 1_000).toISOString() });
  const session = { session_id: `s/${project}`, project, source: "claude-code" };
  const lead = { ...session, agent_id: `lead/${project}`, agent_name: "lead" };
  const scout = { ...session, agent_id: `scout/${project}`, agent_name: "scout" };
  const tool = { operation: "Bash", metadata: { tool_name: "Bash", tool_use_id: "use-1" } };
  const parent = { parent_agent_id: lead.agent_id };
  await ingest(anasKey, [
    { ...lead, ...at(0), event_type: "session.started" },
    { ...lead, ...at(1), event_type: "turn.started", metadata: { prompt: "Find the missing cent" } },
    { ...lead, ...at(5), ...tool, event_type: "tool.started" },
    { ...lead, ...at(10), event_type: "permission.requested", operation: "git push" },
    { ...lead, ...at(30), ...tool, event_type: "tool.completed", status: "success" },
    { ...scout, ...at(40), event_type: "task_started", task_id: "t", operation: "Look around", metadata: parent },
    { ...scout, ...at(80), event_type: "task_failed", task_id: "t", operation: "Look around", status: "failure" },
    { ...lead, ...at(110), event_type: "session.ended", status: "success" },
  ]);
});

const isThere = (page: Page, count: number) => page.getByText(`${count} of 8 events`, { exact: true });
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

test("A session is found by what it was about, and played back by keys", async ({ page, project }) => {
  await page.goto(`/w/${ana.workspace}/sessions?project=${project}`);
  await expect(page.getByRole("row")).toHaveCount(2);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Find the missing cent" }).click();
  await expect(page.getByRole("heading", { name: "Find the missing cent" })).toBeVisible();
  await expect(isThere(page, 8)).toBeVisible();
  const lanes = page.getByRole("group", { name: /^What each agent did/ });
  await expect(lanes.getByRole("button", { name: /^lead: Waits for a person.*20 s/ })).toBeVisible();
  await expect(lanes.getByRole("button", { name: /^scout: Look around, failed/ })).toBeVisible();
  await expectAccessible(page);

  const slider = page.getByRole("slider", { name: "Position in the session" });
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(isThere(page, 1)).toBeVisible();
  await page.keyboard.press("]");
  await page.keyboard.press("]");
  const states = page.getByRole("complementary", { name: "Agents at this moment" });
  await expect(states.getByRole("listitem")).toHaveText([/lead\s*waiting/]);
  await expect(isThere(page, 4)).toBeVisible();
  await expect(page).toHaveURL(/[?&]at=/);

  await page.getByRole("button", { name: "100×" }).click();
  await page.getByRole("button", { name: "Play" }).focus();
  await page.keyboard.press("Enter");
  await expect(states.getByRole("listitem")).toHaveCount(2);
  await expect(isThere(page, 8)).toBeVisible();
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  await page.getByRole("button", { name: "As a table" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Look around" })).toContainText("failed");
});

test("While sessions are made anew, the page says how much of the log they know", async ({ page }) => {
  let behind = [{ name: "sessions", events: 570, seconds: 900 }];
  await page.route("**/api/v1/read-models?*", (route) => route.fulfill({ json: { head: 1_000, floor: 1, behind } }));
  await page.goto(`/w/${ana.workspace}/sessions`);
  const note = page.getByRole("status").filter({ hasText: "43% of the log is in these numbers" });
  await expect(note.getByRole("progressbar")).toHaveAttribute("value", "43");
  await expectAccessible(page);
  behind = [];
  await expect(note).toBeHidden();
});

test.describe("On a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("sessions are cards, and one is played back within the screen's width", async ({ page, project }) => {
    await page.goto(`/w/${ana.workspace}/sessions?project=${project}`);
    const link = page.getByRole("link", { name: "Find the missing cent" });
    await expect(link).toBeVisible();
    expect(await overflow(page)).toBe(0);
    await link.tap();
    await expect(isThere(page, 8)).toBeVisible();
    await page.getByRole("button", { name: /^Previous mark/ }).tap();
    await page.getByRole("button", { name: /^Previous mark/ }).tap();
    await expect(isThere(page, 7)).toBeVisible();
    expect(await overflow(page)).toBe(0);
    await expectAccessible(page, { dark: false });
  });
});
