import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { type Between, startBetween } from "./between";
import { test as base } from "./fixtures";
import { connection, eventRows } from "./timeline";

const test = base.extend<{ between: Between }>({
  between: async ({ app, trouble }, use) => {
    trouble.allow(/ERR_(INTERNET_DISCONNECTED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET)/);
    const between = await startBetween(app.url);
    await use(between);
    await between.close();
  },
});

const note = (operation: string) => ({ event_type: "task_started", agent_id: "loader", operation });

test("A frame that got lost on the way is reported on the page, and can be fetched", async ({
  page,
  between,
  anasKey,
}) => {
  // Only where nothing filters do cursors prove it.
  await page.goto(`${between.url}/w/${ana.workspace}/events`);
  await expect(connection(page)).toHaveText("Live");
  const { last_cursor } = await ingest(anasKey, [note("Before it")]);
  await expect(eventRows(page).first()).toContainText("Before it");
  const lost = (last_cursor ?? 0) + 1;
  between.swallow(lost);
  await ingest(anasKey, [note("The lost one"), note("After it")]);
  await expect(eventRows(page).first()).toContainText("After it");
  const told = `Cursors ${lost.toLocaleString("en")} to ${lost.toLocaleString("en")} did not arrive.`;
  await expect(page.getByText(told)).toBeVisible();
  await expect(eventRows(page).filter({ hasText: "The lost one" })).toHaveCount(0);
  await page.getByRole("button", { name: "Fetch them" }).click();
  await expect(eventRows(page).nth(1)).toContainText("The lost one");
  await expect(page.getByText(told)).toBeHidden();
});

test("A stream that is cut goes on where it stood", async ({ page, between, anasKey, project }) => {
  await page.goto(`${between.url}/w/${ana.workspace}/events?project=${project}`);
  await expect(connection(page)).toHaveText("Live");
  between.refuseStreams(true);
  await expect(connection(page)).toHaveText("Reconnecting");
  await ingest(anasKey, [{ ...note("Missed"), project }]);
  between.refuseStreams(false);
  await expect(eventRows(page)).toContainText(["Missed"]);
  await expect(connection(page)).toHaveText("Live");
  await expect(page.getByText(/Reconnected after .* searched for matches\./)).toBeVisible();
});

test("When the network comes back the next try comes at once, not when its time has come", async ({
  page,
  between,
}) => {
  await page.clock.install();
  await page.goto(`${between.url}/w/${ana.workspace}/events`);
  await expect(connection(page)).toHaveText("Live");
  between.refuseStreams(true);
  await expect(connection(page)).toHaveText("Reconnecting");
  // From here on no timer of the page runs any more.
  await page.clock.pauseAt(Date.now() + 60_000);
  await expect(connection(page)).toHaveText("Reconnecting");
  const asked = between.streamsAsked();
  between.refuseStreams(false);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(connection(page)).toHaveText("Live");
  expect(between.streamsAsked()).toBe(asked + 1);
});

test("Another filter, chosen while events come, loses none and doubles none", async ({
  page,
  between,
  anasKey,
  project,
}) => {
  await page.goto(`${between.url}/w/${ana.workspace}/events?project=${project}`);
  await expect(connection(page)).toHaveText("Live");
  const count = 30;
  let isOver = false;
  const posting = (async () => {
    for (let number = 1; number <= count; number += 1) {
      await ingest(anasKey, [{ ...note(`Berth ${number}.`), project, status: number % 2 ? "success" : "failure" }]);
    }
    isOver = true;
  })();
  // Pressed, a quick filter is the only one; pressed again, it is lifted.
  const quick = page.getByLabel("Quick filters").getByRole("button", { name: /^success/ });
  while (!isOver) await quick.click();
  await posting;
  for (const [query, berths] of [
    ["status=success", (number: number) => number % 2 === 1],
    ["", () => true],
  ] as const) {
    const wanted = Array.from({ length: count }, (_, index) => count - index).filter(berths);
    if (new URL(page.url()).search.includes("status=success") !== (query !== "")) await quick.click();
    await expect(eventRows(page)).toContainText(wanted.map((number) => `Berth ${number}.`));
  }
});
