import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import pg from "pg";
import { ben, settingsFor } from "./account";
import { ingest } from "./api";
import { loggedOut, test } from "./fixtures";
import { logIn } from "./log-in";
import { eventRows } from "./timeline";

test.use({ storageState: loggedOut });

test("Retention: what would go is told, a word is asked for, and then it is gone", async ({ page, launch }) => {
  const app = await launch(settingsFor(ben));
  const note = (operation: string) => ({ event_type: "note", agent_id: "keeper", operation, metadata: { operation } });
  await ingest({ url: app.url, apiKey: ben.apiKey }, [
    ...Array.from({ length: 12 }, (_, i) => note(`Old ${i}`)),
    ...Array.from({ length: 3 }, (_, i) => note(`New ${i}`)),
  ]);
  const database = new pg.Client(readFileSync(join(app.dataDir, "database-url"), "utf8").trim());
  await database.connect();
  await database.query("UPDATE events SET received_at = received_at - interval '60 days' WHERE cursor <= 12");
  await database.end();

  await logIn(page, app.url, ben);
  await page.goto(`${app.url}/w/${ben.workspace}/settings/retention`);
  await expect(page.getByText("1 to 15")).toBeVisible();
  await page.getByLabel("Keep events for", { exact: true }).fill("30");
  await page.getByLabel("Keep payloads for", { exact: true }).fill("90");
  await expect(page.getByText("At most 30: a payload goes with its event.")).toBeVisible();
  await page.getByLabel("Keep payloads for", { exact: true }).fill("");
  await expect(page.getByText(/Would remove 12 events received before/)).toBeVisible();

  await page.getByRole("button", { name: "Save" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Remove" })).toBeDisabled();
  await dialog.getByLabel(`Type ${ben.workspace} to say yes`).fill(ben.workspace);
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Events are kept for 30 days")).toBeVisible();
  await expect(page.getByText("13 to 15")).toBeVisible();

  await page.goto(`${app.url}/w/${ben.workspace}/events`);
  await expect(eventRows(page)).toHaveCount(3);
  await page.goto(`${app.url}/w/${ben.workspace}/agents/keeper`);
  await expect(eventRows(page)).toHaveCount(3);
});
