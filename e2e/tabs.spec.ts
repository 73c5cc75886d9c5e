import { type BrowserContext, expect, type Page } from "@playwright/test";
import type { StreamStats } from "@/lib/contract/stream-stats";
import { ana } from "./account";
import { type Caller, ingest } from "./api";
import { type Between, startBetween } from "./between";
import { test as base, loggedOut } from "./fixtures";
import { logIn } from "./log-in";
import { connection, eventRows } from "./timeline";

/** Sees the streams that the browser holds. */
const test = base.extend<{ between: Between }>({
  between: async ({ app }, use) => {
    const between = await startBetween(app.url);
    await use(between);
    await between.close();
  },
});

const steps = (project: string, ...numbers: number[]) =>
  numbers.map((number) => ({ event_type: "task_started", agent_id: "loader", project, operation: `Berth ${number}` }));

async function openTab(context: BrowserContext, between: Between, query: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${between.url}/w/${ana.workspace}/events?${query}`);
  return page;
}

async function expectBerths(page: Page, ...numbers: number[]): Promise<void> {
  await expect(eventRows(page)).toHaveText(numbers.map((number) => new RegExp(`loader started Berth ${number}\\b`)));
}

/** How many streams of a project the server itself says that it feeds. */
async function countAtServer({ url, apiKey }: Caller, project: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/stream/stats`, { headers: { authorization: `Bearer ${apiKey}` } });
  const { connections } = (await answer.json()) as StreamStats;
  return connections.filter(({ filter }) => filter.project === project).length;
}

test("Tabs share one stream; when the one that holds it closes or crashes, the others go on with each event once", async ({
  context,
  between,
  anasKey,
  project,
}) => {
  const query = `project=${project}`;
  const holder = await openTab(context, between, query);
  await expect(connection(holder)).toHaveText("Live");
  const second = await openTab(context, between, query);
  const third = await openTab(context, between, query);
  for (const page of [second, third]) await expect(connection(page)).toHaveText("Live");
  await ingest(anasKey, steps(project, 1, 2));
  for (const page of [holder, second, third]) await expectBerths(page, 2, 1);
  expect(between.streamsAsked()).toBe(1);
  expect(await countAtServer(anasKey, project)).toBe(1);

  await holder.close();
  await ingest(anasKey, steps(project, 3));
  for (const page of [second, third]) await expectBerths(page, 3, 2, 1);
  await expect.poll(between.openStreams).toHaveLength(1);
  expect(between.streamsAsked()).toBe(2);

  // Nothing is said by a tab that crashes; its lock is freed all the same.
  const crashed = new Promise((resolve) => second.once("crash", resolve));
  void second.goto("chrome://crash").catch(() => {});
  await crashed;
  await ingest(anasKey, steps(project, 4, 5));
  await expectBerths(third, 5, 4, 3, 2, 1);
  await expect.poll(between.openStreams).toHaveLength(1);
  expect(between.streamsAsked()).toBe(3);
});

test("A tab that is about to be frozen hands over what it holds, and catches up when it goes on", async ({
  context,
  between,
  anasKey,
  project,
}) => {
  const holder = await openTab(context, between, `project=${project}`);
  await expect(connection(holder)).toHaveText("Live");
  const other = await openTab(context, between, `project=${project}`);
  await expect(connection(other)).toHaveText("Live");
  // Without a window Chromium freezes nothing, so the page is told what it would be told.
  await holder.evaluate(() => document.dispatchEvent(new Event("freeze")));
  await ingest(anasKey, steps(project, 1, 2));
  await expectBerths(other, 2, 1);
  await expect.poll(between.openStreams).toHaveLength(1);
  expect(between.streamsAsked()).toBe(2);
  await holder.evaluate(() => document.dispatchEvent(new Event("resume")));
  await ingest(anasKey, steps(project, 3));
  for (const page of [holder, other]) await expectBerths(page, 3, 2, 1);
  expect(between.streamsAsked()).toBe(2);
});

test("At most three filters are live; a fourth says that it is updated every 2 s, until a stream is free", async ({
  context,
  between,
  anasKey,
  project,
}) => {
  const tabs: Page[] = [];
  for (const status of ["success", "failure", "denied"]) {
    const page = await openTab(context, between, `project=${project}&status=${status}`);
    await expect(connection(page)).toHaveText("Live");
    tabs.push(page);
  }
  const fourth = await openTab(context, between, `project=${project}`);
  await expect(connection(fourth)).toHaveText("Updates every 2 s");
  await ingest(anasKey, steps(project, 1, 2));
  await expectBerths(fourth, 2, 1);
  expect(between.openStreams()).toHaveLength(3);
  expect(await countAtServer(anasKey, project)).toBe(3);

  await tabs[1]?.close();
  await expect(connection(fourth)).toHaveText("Live");
  await ingest(anasKey, steps(project, 3));
  await expectBerths(fourth, 3, 2, 1);
  await expect.poll(between.openStreams).toHaveLength(3);
});

test("A browser that can't tie its tabs together gives each a stream of its own", async ({
  context,
  between,
  anasKey,
  project,
}) => {
  await context.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, "locks");
  });
  const pages = [
    await openTab(context, between, `project=${project}`),
    await openTab(context, between, `project=${project}`),
  ];
  for (const page of pages) await expect(connection(page)).toHaveText("Live");
  await ingest(anasKey, steps(project, 1));
  for (const page of pages) await expectBerths(page, 1);
  expect(between.openStreams()).toHaveLength(2);
});

test.describe("A login of its own", () => {
  test.use({ storageState: loggedOut });

  test("Whoever logs out in one tab is logged out in all", async ({ context, between, trouble }) => {
    trouble.allow(/status of 401/);
    const [first, second] = [await context.newPage(), await context.newPage()];
    await logIn(first, between.url, ana);
    await second.goto(`${between.url}/w/${ana.workspace}/events`);
    await expect(connection(second)).toHaveText("Live");
    // The other tab hears it from the first one, not from the server.
    between.mute();
    await first.getByRole("button", { name: /account$/ }).click();
    await first.getByRole("menuitem", { name: "Log out" }).click();
    await expect(connection(second)).toHaveText("Signed out");
    await expect(second.getByRole("alert").filter({ hasText: "The login has ended" })).toBeVisible();
    await expect.poll(between.openStreams).toEqual([]);
    await second.getByRole("link", { name: "Log in" }).click();
    await expect(second).toHaveURL(/\/login\?next=/);
  });
});
