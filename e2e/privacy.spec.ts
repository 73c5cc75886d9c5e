import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { test } from "./fixtures";
import { eventRows } from "./timeline";

test("Privacy: tried in the box, with a rule of one's own, and kept to by a key that redacts", async ({
  page,
  app,
  project,
  trouble,
}) => {
  trouble.allow(/status of 422 .*\/api\/v1\/privacy\/rules/);
  const badge = "EMP-123456";
  const rule = `badge-${project.slice(-8)}`;
  const preview = page.getByTestId("privacy-preview");
  await page.goto(`/w/${ana.workspace}/settings/privacy`);

  await test.step("The box shows what each level would store", async () => {
    await page.getByLabel("An event, a hook's payload, or any text").fill(`${badge}: PGPASSWORD=hunter2 psql`);
    await page.getByRole("button", { name: "Show what would be stored" }).click();
    await expect(preview).toContainText(`${badge}: PGPASSWORD=masked: env-value psql`);
    await page.getByRole("button", { name: "metadata", exact: true }).click();
    await expect(preview).toContainText("privacy");
    await expect(preview).not.toContainText("psql");
    await page.getByRole("button", { name: "full", exact: true }).click();
    await expect(preview).toContainText("hunter2");
  });

  await test.step("A pattern that can't be is told by its field; one that can is kept to", async () => {
    await page.getByLabel("Name").fill(rule);
    await page.getByLabel("Pattern").fill("(?=E)");
    await page.getByRole("button", { name: "Add rule" }).click();
    await expect(page.getByText(/no pattern in RE2's syntax/)).toBeVisible();
    await page.getByLabel("Pattern").fill("EMP-[0-9]{6}");
    await page.getByRole("button", { name: "Add rule" }).click();
    await expect(page.getByRole("row", { name: rule })).toBeVisible();
    await page.getByRole("button", { name: "redacted", exact: true }).click();
    await expect(async () => {
      await page.getByRole("button", { name: "Show what would be stored" }).click();
      await expect(preview).toContainText(`masked: ${rule}: PGPASSWORD`, { timeout: 1_000 });
    }).toPass({ timeout: 15_000 });
  });

  await test.step("What comes by a key that redacts shows as masked on the timeline and in the detail", async () => {
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "API keys" }).click();
    await page.getByRole("button", { name: "Create key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill(project);
    await dialog.getByLabel("What is kept of what it sends").selectOption("redacted");
    await dialog.getByRole("button", { name: "Create key" }).click();
    const key = { url: app.url, apiKey: await page.getByTestId("minted-key").innerText() };
    await dialog.getByRole("button", { name: "I have it" }).click();
    await expect(page.getByRole("row", { name: project })).toContainText("redacted");
    const event = { event_type: "task_started", agent_id: "clerk", project, operation: `Greet ${badge}` };
    await ingest(key, [{ ...event, metadata: { password: "hunter2" } }]);
    await page.goto(`/w/${ana.workspace}/events?project=${project}`);
    await expect(eventRows(page)).toContainText([rule]);
    await eventRows(page).first().click();
    const detail = page.getByRole("complementary", { name: "Event detail" });
    await expect(detail.getByRole("region", { name: "Metadata" })).toContainText("masked: secret-field");
    await expect(page.getByText("hunter2")).toHaveCount(0);
    await expect(page.getByText(badge)).toHaveCount(0);
  });

  await page.goto(`/w/${ana.workspace}/settings/privacy`);
  await page.getByRole("button", { name: `Delete ${rule}` }).click();
  await expect(page.getByRole("row", { name: rule })).toBeHidden();
});
