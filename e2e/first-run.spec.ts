import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import { ana } from "./account";
import { loggedOut, test } from "./fixtures";
import { eventRows, queryOf } from "./timeline";

const run = promisify(execFile);

const batch = [
  { event_type: "task_started", agent_id: "porter", operation: "Count the crates" },
  { event_type: "task_completed", agent_id: "porter", operation: "Count the crates", status: "success" },
  { event_type: "test_completed", agent_id: "porter", metadata: { suite: "crane suite", failed: 0, total: 12 } },
  { event_type: "operation_denied", agent_id: "porter", operation: "open_gate", status: "denied" },
];

test.use({ storageState: loggedOut, permissions: ["clipboard-read", "clipboard-write"] });

test("From an empty start to one's own events on the timeline: set up, make a key, send by curl, filter, reload", async ({
  page,
  launch,
  trouble,
}) => {
  trouble.allow(/status of 403 .*\/api\/v1\/setup/);
  const app = await launch();
  const code = /one-time code (\S+)/.exec(app.output())?.[1] ?? "";

  await test.step("The bare address leads to the set-up page, which refuses a wrong code in words", async () => {
    await page.goto(app.url);
    await expect(page).toHaveURL(`${app.url}/setup`);
    await page.getByLabel("One-time code").fill("2222-2222-2222");
    await page.getByLabel("E-mail").fill(ana.email);
    await page.getByLabel("Password").fill(ana.password);
    await page.getByLabel("Workspace").fill("Harbor");
    await page.getByRole("button", { name: "Set up" }).click();
    await expect(page.getByText("This is not the code that the server printed.")).toBeVisible();
  });

  await test.step("The code from the console opens an account with a workspace", async () => {
    await page.getByLabel("One-time code").fill(code);
    await page.getByRole("button", { name: "Set up" }).click();
    await expect(page).toHaveURL(/\/w\/harbor\/settings\/keys/);
  });

  const curl = await test.step("A new key comes with a line of curl", async () => {
    await page.getByLabel("Name").fill("crane");
    await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
    await expect(page.getByRole("heading", { name: "Copy your key now" })).toBeVisible();
    await page.getByRole("button", { name: "Copy curl line" }).click();
    const line = await page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole("button", { name: "I have it" }).click();
    await expect(page.getByRole("row", { name: /crane/ })).toBeVisible();
    return line;
  });

  await page.getByRole("navigation", { name: "Main", exact: true }).getByRole("link", { name: "Events" }).click();
  await expect(page.getByText("Nothing has reported yet")).toBeVisible();
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });

  await test.step("What curl sends appears on the open page", async () => {
    await run("sh", ["-c", `${curl} --fail --silent`]);
    await expect(eventRows(page)).toContainText(["first-agent started Say hello"]);
    await run("sh", ["-c", `${curl} --fail --silent -d "$BATCH"`.replace(/-d '.*'/, "")], {
      env: { ...process.env, BATCH: JSON.stringify({ events: batch }) },
    });
    await expect(eventRows(page)).toContainText([
      "porter was denied open_gate",
      "porter finished tests",
      "porter completed Count the crates",
      "porter started Count the crates",
      "first-agent started Say hello",
    ]);
    expect(loads).toBe(0);
  });

  const onlyTheTask = ["porter completed Count the crates"];

  await test.step("A pattern and a category narrow it", async () => {
    await page.getByRole("button", { name: "Add filter" }).click();
    await page.getByRole("combobox", { name: "Value" }).fill("*_completed");
    await page.getByRole("option", { name: "*_completed" }).click();
    await expect(eventRows(page)).toContainText(["porter finished tests", "porter completed Count the crates"]);
    await page
      .getByLabel("Quick filters")
      .getByRole("button", { name: /^tasks/ })
      .click();
    await expect(eventRows(page)).toContainText(onlyTheTask);
  });

  await test.step("After a reload the same filter shows the same events", async () => {
    await page.reload();
    expect(queryOf(page)).toEqual({ kinds: "*_completed", categories: "tasks" });
    await expect(eventRows(page)).toContainText(onlyTheTask);
  });

  await test.step("Cleared, everything is there again", async () => {
    await page.getByRole("button", { name: "Clear all" }).click();
    await expect(eventRows(page)).toHaveCount(batch.length + 1);
    expect(queryOf(page)).toEqual({});
  });
});
