import { expect, type Page } from "@playwright/test";
import { ana } from "./account";
import { ingest, readEvents } from "./api";
import { test } from "./fixtures";
import { connection } from "./timeline";

const home = `/w/${ana.workspace}`;
const palette = (page: Page) => page.getByRole("dialog", { name: "Jump to" });

/** Opens a page and waits until it listens. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${home}/${path}`);
  await expect(connection(page)).toHaveText("Live");
}

/** Opens the palette, types, and takes the choice of that name. */
async function jump(page: Page, typed: string, choice: string | RegExp): Promise<void> {
  await page.keyboard.press("Control+k");
  await palette(page).getByRole("combobox").fill(typed);
  await palette(page).getByRole("option", { name: choice }).click();
}

test("The palette goes to pages, agents and events, and does what is asked", async ({ page, anasKey, project }) => {
  const agent_id = `carrier/${project}`;
  await ingest(anasKey, [{ event_type: "task_started", agent_id, project, operation: "Berth 1" }]);
  const [event] = (await readEvents(anasKey, { project })).events;
  await open(page, "agents");
  await page.getByRole("button", { name: "Jump to" }).click();
  await expect(palette(page).getByRole("option", { name: "Events" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();

  await jump(page, agent_id, new RegExp(`^${agent_id}`));
  await expect(page).toHaveURL(`${home}/agents/${encodeURIComponent(agent_id)}`);
  await jump(page, String(event?.cursor), /^Event at cursor/);
  await expect(page.getByRole("complementary", { name: "Event detail" })).toContainText("started Berth 1");
  await jump(page, event?.event_id ?? "", /^Event /);
  await expect(page).toHaveURL(`${home}/events?event=${event?.event_id}`);
  await jump(page, "dark", "Theme: dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("option", { name: new RegExp(`^${agent_id}`) })).toBeVisible();
});

test("Keys go to pages and show their map, until single ones are turned off", async ({ page }) => {
  await open(page, "agents");
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  await page.keyboard.press("?");
  const map = page.getByRole("dialog", { name: "Keys" });
  await expect(map.getByText("Go to Events")).toBeVisible();
  await map.getByRole("checkbox", { name: "Single keys work" }).uncheck();
  await map.getByRole("button", { name: "Close" }).click();
  await expect(map).toBeHidden();

  await page.keyboard.press("?");
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeVisible();
  await expect(map).toBeHidden();
});

test("Times are shown in the zone that somebody chose, on every page and after a reload", async ({
  page,
  anasKey,
  project,
}) => {
  await ingest(anasKey, [{ event_type: "note", agent_id: "porter", project, timestamp: "2026-01-15T12:30:00Z" }]);
  await open(page, `events?project=${project}`);
  await page.getByRole("button", { name: /^Time zone/ }).click();
  const zones = page.getByRole("dialog", { name: "Time zone" });
  await zones.getByRole("combobox").fill("tokyo");
  await zones.getByRole("option", { name: /^Tokyo/ }).click();
  await expect(page.getByText("21:30:00")).toBeVisible();
  await page.reload();
  await expect(page.getByText("21:30:00")).toBeVisible();
  await expect(page.getByRole("button", { name: "Time zone: Tokyo time" })).toBeVisible();
});

test("An address with nothing at it leaves the shell standing and says where to look", async ({ page, trouble }) => {
  trouble.allow(/status of 404/);
  await page.goto(`${home}/agents/nobody`);
  await expect(page.getByText("No such agent")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Go to Agents" }).click();
  await expect(page).toHaveURL(`${home}/agents`);
  await page.goto(`${home}/no-such-page`);
  await page.getByRole("link", { name: "Go to the overview" }).click();
  await expect(page).toHaveURL(`${home}/overview`);
});
