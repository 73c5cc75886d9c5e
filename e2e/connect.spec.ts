import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, type Page } from "@playwright/test";
import { ana } from "./account";
import { test } from "./fixtures";
import { queryOf } from "./timeline";

const run = promisify(execFile);
/** What is sent shows at once; machines may be slow. */
const soon = { timeout: 15_000 };
const check = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name });

test("Connecting: a key made on the page, its lines run as they stand, and the list ticks off what arrives", async ({
  page,
}) => {
  await page.goto(`/w/${ana.workspace}/events`);
  await page.getByRole("navigation", { name: "Main", exact: true }).getByRole("link", { name: "Connect" }).click();
  await page.getByRole("navigation", { name: "What reports" }).getByRole("link", { name: "curl" }).click();
  await expect(page.getByRole("heading", { name: "0 of 2 kinds have arrived" })).toBeVisible(soon);
  const [shell, first, second] = await test.step("Without a key the lines say where it goes", async () => {
    const lines = page.locator("figure pre");
    await expect(lines.first()).toHaveText("export SIGHTLINE_API_KEY=<your key>");
    await page.getByRole("button", { name: "Make a key" }).click();
    await expect(lines.first()).toHaveText(/^export SIGHTLINE_API_KEY=sl_\w+$/);
    return lines.allInnerTexts();
  });

  await test.step("Each line does what it says", async () => {
    await run("sh", ["-c", `${shell}\n${first} --fail --silent`]);
    await expect(page.getByRole("heading", { name: "1 of 2 kinds have arrived" })).toBeVisible(soon);
    await expect(check(page, "task_started")).toContainText("1 time");
    await expect(check(page, "task_completed")).toContainText("not yet");
    await run("sh", ["-c", `${shell}\n${second} --fail --silent`]);
    await expect(page.getByRole("heading", { name: "2 of 2 kinds have arrived" })).toBeVisible(soon);
    await expect(page.getByText("my-agent completed Say hello")).toBeVisible(soon);
  });

  await test.step("A key that lost its end is refused, and the page says whose it was", async () => {
    await expect(run("sh", ["-c", `${shell?.slice(0, -2)}\n${first} --fail --silent`])).rejects.toThrow();
    await expect(check(page, "401 for sl_")).toContainText(
      "curl, from the Connect page. It begins like this one",
      soon,
    );
  });

  await test.step("What was there before the page is counted too, and leads to the events", async () => {
    await page.reload();
    await expect(page.getByRole("heading", { name: "2 of 2 kinds have arrived" })).toBeVisible(soon);
    await page.getByRole("link", { name: "task_started" }).click();
    await expect(page).toHaveURL(/\/events\?/);
    expect(queryOf(page)).toEqual({ kinds: "task_started", source: "curl" });
  });
});
