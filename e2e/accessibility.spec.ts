import { expect, type Page } from "@playwright/test";
import { ana } from "./account";
import { ingest, readEvents } from "./api";
import { expectAccessible } from "./expect-accessible";
import { loggedOut, test } from "./fixtures";
import { eventRows } from "./timeline";

const home = `/w/${ana.workspace}`;

test.describe("Of the pages that stay open all day", () => {
  let agent: string;
  let eventId: string;

  test.beforeEach(async ({ anasKey, project }) => {
    agent = `loader/${project}`;
    await ingest(anasKey, [
      { event_type: "task_started", agent_id: agent, project, operation: "Berth 1" },
      { event_type: "task_failed", agent_id: agent, project, operation: "Berth 1", metadata: { error: "No crane" } },
      { event_type: "operation_denied", agent_id: agent, project, operation: "open_gate", status: "denied" },
    ]);
    eventId = (await readEvents(anasKey, { project })).events[0]?.event_id ?? "";
  });

  async function openEvent(page: Page, project: string): Promise<void> {
    await page.goto(`${home}/events?project=${project}&event=${eventId}`);
    await expect(page.getByRole("complementary", { name: "Event detail" })).toContainText("open_gate");
  }

  async function openOverview(page: Page): Promise<void> {
    await page.goto(`${home}/overview`);
    await expect(page.getByRole("list", { name: "What needs a person" }).getByRole("listitem").first()).toBeVisible();
    await expect(page.getByRole("img", { name: /^Events over time/ })).toBeVisible();
  }

  // Of all the agents that other journeys left here, one is shown.
  async function openAgents(page: Page, project: string): Promise<void> {
    await page.goto(`${home}/agents?text=${project}`);
    await expect(page.getByRole("link", { name: agent })).toBeVisible();
  }

  async function openAgent(page: Page): Promise<void> {
    await page.goto(`${home}/agents/${encodeURIComponent(agent)}`);
    await expect(page.getByRole("region", { name: "State now" })).toBeVisible();
    await expect(eventRows(page)).toHaveCount(3);
  }

  test("the overview and the events keep nobody out, in light colours and in dark", async ({ page, project }) => {
    await openEvent(page, project);
    await expectAccessible(page);
    await openOverview(page);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Read as a table" }).click();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: "Jump to" })).toBeVisible();
    await expectAccessible(page);
  });

  test("the agents and one of them keep nobody out, in light colours and in dark", async ({ page, project }) => {
    await openAgents(page, project);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Cards" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: agent })).toBeVisible();
    await expectAccessible(page);
    await openAgent(page);
    await expectAccessible(page);
  });

  test("none is wider than a screen at twice its size, and nothing moves for who wants no motion", async ({
    page,
    project,
  }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    // 1440 by 900 at 200 %.
    await page.setViewportSize({ width: 720, height: 450 });
    const opens = [
      () => openEvent(page, project),
      () => openOverview(page),
      () => openAgents(page, project),
      () => openAgent(page),
    ];
    for (const open of opens) {
      await open();
      expect.soft(await hiddenWidth(page), page.url()).toBe(0);
    }
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: "Jump to" })).toBeVisible();
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });

  test.describe("on a phone", () => {
    test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

    test("none keeps anybody out or is wider than the phone", async ({ page, project }) => {
      for (const open of [
        () => openEvent(page, project),
        () => openOverview(page),
        () => openAgents(page, project),
        () => openAgent(page),
      ]) {
        await open();
        await expectAccessible(page, { dark: false });
        expect.soft(await hiddenWidth(page), page.url()).toBe(0);
      }
    });

    test("names of any length leave the bar at the bottom where it is", async ({ page, anasKey, project }) => {
      const long = `${project}-${"W".repeat(180)}`;
      await ingest(anasKey, [
        { event_type: "task_failed", agent_id: long, agent_role: long, source: long, project, operation: long },
        {
          event_type: "budget_updated",
          agent_id: long,
          source: long,
          metadata: { remaining: 1, limit: 9, unit: "W".repeat(90) },
        },
      ]);
      for (const path of [`agents?text=${project}`, `agents?text=${project}&layout=cards`, "budgets", "overview"]) {
        await page.goto(`${home}/${path}`);
        await expect(page.getByText(/WWWW/).first()).toBeVisible();
        expect.soft(await hiddenWidth(page), path).toBe(0);
        const bar = page.getByRole("navigation", { name: "Main, at the bottom" });
        await bar.getByRole("button", { name: "More" }).tap();
        await expect(page.getByRole("menuitem", { name: "Settings" })).toBeInViewport();
      }
    });
  });
});

test("The pages of settings and those that help to connect keep nobody out", async ({ page }) => {
  await page.goto(`${home}/settings/keys`);
  await expect(page.getByRole("table")).toBeVisible();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${home}/settings/privacy`);
  await expect(page.getByRole("heading", { name: "Try it" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${home}/settings/retention`);
  await expect(page.getByRole("heading", { name: "What is kept now" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${home}/connect?agent=claude-code`);
  await expect(page.getByRole("heading", { name: "Claude Code" })).toBeVisible();
  await expectAccessible(page);
});

test.describe("Without a login", () => {
  test.use({ storageState: loggedOut });

  test("the doors keep nobody out, in light colours and in dark", async ({ page, launch }) => {
    await page.goto("/login");
    await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
    await expectAccessible(page);
    const fresh = await launch();
    await page.goto(`${fresh.url}/setup`);
    await expect(page.getByRole("heading", { name: "Set up Sightline" })).toBeVisible();
    await expectAccessible(page);
  });

  test("the API reference keeps nobody out, in light colours and in dark", async ({ page }) => {
    await page.goto("/reference");
    await expect(page.getByRole("heading", { name: "API reference" })).toBeVisible();
    // Hundreds of cards are made of the same parts: of each chapter the first is looked at.
    await page.locator(".operation + .operation, nav a + a + a + a").evaluateAll((cards) => {
      for (const card of cards) card.remove();
    });
    await expectAccessible(page);
  });
});

/** How much of the page's width lies beyond the screen's edge, clipped or not. */
function hiddenWidth(page: Page): Promise<number> {
  return page.locator(".app").evaluate((app) => {
    const widest = Math.max(app.scrollWidth, document.documentElement.scrollWidth);
    return widest - document.documentElement.clientWidth;
  });
}
