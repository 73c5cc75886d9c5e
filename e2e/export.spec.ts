import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { test } from "./fixtures";
import { eventRows } from "./timeline";

test("What the filter shows is saved as a file; an export that broke off goes on", async ({
  page,
  anasKey,
  project,
  trouble,
}) => {
  trouble.allow(/ERR_CONNECTION_RESET .*\/events\/export\?/);
  await ingest(
    anasKey,
    Array.from({ length: 3 }, (_, i) => ({ event_type: "note", agent_id: "exporter", project, operation: `=${i}` })),
  );
  await page.goto(`/w/${ana.workspace}/events?project=${project}`);
  await expect(eventRows(page)).toHaveCount(3);
  await page.getByRole("button", { name: "Export events" }).click();
  const dialog = page.getByRole("dialog", { name: "Export events" });
  await dialog.getByRole("button", { name: "CSV" }).click();
  await page.route("**/events/export?**", (route) => route.abort("connectionreset"), { times: 1 });
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("Nothing of what came is lost");
  const saving = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Go on" }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toMatch(/-events-to-\d+\.csv$/);
  const lines = readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines.slice(1).map((line) => line.includes(`,'=`))).toEqual([true, true, true]);
  await expect(dialog).toBeHidden();
});
