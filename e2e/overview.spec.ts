import { expect } from "@playwright/test";
import { ana, settingsFor } from "./account";
import { ingest } from "./api";
import { loggedOut, test } from "./fixtures";
import { logIn } from "./log-in";
import { connection } from "./timeline";

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

test.use({ storageState: loggedOut });

test("Who logs in sees what needs a person, oldest first, who is at work and what failed; and it keeps up", async ({
  page,
  launch,
}) => {
  const app = await launch(settingsFor(ana));
  const key = { url: app.url, apiKey: ana.apiKey };
  await logIn(page, app.url, ana);

  await test.step("An empty workspace leads to Connect", async () => {
    await expect(page.getByText("Nothing has reported yet")).toBeVisible();
    await expect(page.getByRole("main").getByRole("link", { name: "Connect an agent" })).toBeVisible();
  });

  const needs = page.getByRole("list", { name: "What needs a person" }).getByRole("listitem");
  await test.step("What is sent shows without a reload", async () => {
    await ingest(key, [
      { event_type: "task_started", agent_id: "migrator", operation: "Backfill", timestamp: minutesAgo(50) },
      {
        event_type: "task_failed",
        agent_id: "porter",
        operation: "Count",
        status: "failure",
        timestamp: minutesAgo(20),
      },
      { event_type: "permission.requested", agent_id: "coder", operation: "git push", timestamp: minutesAgo(4) },
      { event_type: "operation_denied", agent_id: "reader", operation: "write_file", status: "denied" },
      { event_type: "task_started", agent_id: "reader", operation: "Read the log" },
    ]);
    await expect(needs).toContainText([
      /migrator went silent/,
      /porter failed Count/,
      /coder .*git push/,
      /reader was denied/,
    ]);
    await expect(page.getByRole("heading", { name: "4 things need a person" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Working now" }).getByRole("link", { name: /reader/ })).toBeVisible();
    await expect(page.getByRole("region", { name: "Recent failures" })).toContainText("porter failed Count");
    await expect(page.getByRole("img", { name: /^Events over time by severity: \d+ in all/ })).toBeVisible();
    await expect(connection(page)).toHaveText("Live");
  });

  await test.step("An answer takes its line away", async () => {
    await ingest(key, [{ event_type: "permission.granted", agent_id: "coder", operation: "git push" }]);
    await expect(needs).toHaveCount(3);
  });

  await test.step("The chart is a table too, and the address keeps the choice", async () => {
    await page.getByRole("button", { name: "1 h", exact: true }).click();
    await page.getByRole("button", { name: "Read as a table" }).click();
    await expect(page.getByRole("table", { name: "Events over time by severity" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("table", { name: "Events over time by severity" })).toBeVisible();
    await expect(page.getByRole("button", { name: "1 h", exact: true })).toHaveAttribute("aria-pressed", "true");
  });

  await test.step("A line opens the event that proves it", async () => {
    await needs
      .filter({ hasText: "porter" })
      .getByRole("link", { name: /^Open the proof/ })
      .click();
    await expect(page.getByRole("complementary", { name: "Event detail" })).toContainText("porter failed Count");
  });
});
