import { expect, type Page } from "@playwright/test";
import { ana } from "./account";
import { type Caller, ingest } from "./api";
import { test } from "./fixtures";
import { connection, eventRows } from "./timeline";

/** Each so big that holding them all would show. */
const ballast = "x".repeat(2_000);
const megabyte = 1024 * 1024;

async function flood(key: Caller, project: string, from: number, to: number): Promise<void> {
  for (let start = from; start <= to; start += 1_000) {
    const count = Math.min(1_000, to - start + 1);
    const events = Array.from({ length: count }, (_, index) => ({
      event_type: "task_started",
      agent_id: "flood",
      project,
      operation: `Drop ${start + index}`,
      metadata: { ballast },
    }));
    await ingest(key, events);
  }
}

/** What the page's program holds once all that is garbage has been collected. */
async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

test("A page through which far more events come than it holds keeps its memory, says so, and pages back", async ({
  page,
  anasKey,
  project,
}) => {
  await page.goto(`/w/${ana.workspace}/events?project=${project}`);
  await expect(connection(page)).toHaveText("Live");
  await flood(anasKey, project, 1, 5_500);
  await expect(eventRows(page).first()).toContainText("Drop 5500");
  const full = await heapBytes(page);
  await flood(anasKey, project, 5_501, 10_500);
  await expect(eventRows(page).first()).toContainText("Drop 10500");
  // All of them would be more than 10 MB more.
  expect((await heapBytes(page)) - full).toBeLessThan(4 * megabyte);

  const list = page.getByRole("list", { name: "Events, newest first" });
  const toTheEnd = () => list.evaluate((element) => element.parentElement?.scrollTo({ top: element.scrollHeight }));
  await expect(async () => {
    await toTheEnd();
    await expect(list.getByText("The newest 5,000 events are held here.")).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(eventRows(page).last()).toContainText("Drop 5501");
  await page.getByRole("button", { name: "Show earlier" }).click();
  await expect(list.getByText("Drop 5500")).toBeVisible();
});

test("While paused, more events than are held are still counted, and shown from the newest on", async ({
  page,
  anasKey,
  project,
}) => {
  await page.goto(`/w/${ana.workspace}/events?project=${project}`);
  await expect(connection(page)).toHaveText("Live");
  await flood(anasKey, project, 1, 10);
  await expect(eventRows(page)).toHaveCount(10);
  await page.getByRole("button", { name: "Paused" }).click();
  await flood(anasKey, project, 11, 5_500);
  await expect(page.getByText(/^5,490 new since you paused/)).toBeVisible();
  await expect(eventRows(page)).toHaveCount(10);
  await page.getByRole("button", { name: "Show" }).click();
  await expect(eventRows(page).first()).toContainText("Drop 5500");
});
