import { expect, type Page } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { test } from "./fixtures";
import { connection, eventRows } from "./timeline";

/** By the list, which shows the agent as soon as the read model has it. */
async function openAgent(page: Page, agentId: string): Promise<void> {
  await page.goto(`/w/${ana.workspace}/agents`);
  await page.getByRole("link", { name: agentId }).click();
  await expect(page.getByRole("region", { name: "State now" })).toBeVisible();
  await expect(connection(page)).toHaveText("Live");
}

test("An agent's page tells who it is, where it stands and what it did, and keeps up while open", async ({
  page,
  anasKey,
  project,
}) => {
  const loader = { agent_id: `loader/${project}`, agent_role: "carrier", project };
  const task = { ...loader, task_id: `${project}/1`, operation: "Berth 1" };
  await ingest(anasKey, [
    { ...task, event_type: "task_started" },
    { agent_id: `other/${project}`, project, event_type: "task_started", operation: "Berth 2" },
    { ...loader, event_type: "operation_denied", operation: "open_gate", status: "denied" },
  ]);
  await openAgent(page, loader.agent_id);

  await expect(page.getByRole("heading", { name: loader.agent_id, level: 1 })).toBeVisible();
  await expect(page.getByText("· carrier")).toBeVisible();
  const state = page.getByRole("region", { name: "State now" });
  await expect(state).toContainText("working");
  const figure = (label: string) =>
    page.getByRole("term").filter({ hasText: label }).locator("xpath=following-sibling::dd");
  await expect(figure("Events")).toHaveText(/^2\b/);
  await expect(figure("Denials")).toHaveText(/^1\b/);
  await expect(eventRows(page)).toContainText(["was denied open_gate", "started Berth 1"]);
  await expect(connection(page)).toHaveText("Live");

  await ingest(anasKey, [{ ...task, event_type: "task_failed", status: "failure", metadata: { error: "No crane" } }]);
  await expect(eventRows(page)).toContainText(["failed Berth 1", "was denied open_gate", "started Berth 1"]);
  await expect(state).toContainText("failed");
  await expect(figure("Events")).toHaveText(/^3\b/);
  await expect(figure("Errors")).toHaveText(/^1\b/);
});

test("What people say of an agent is changed on its page, shows at once, and can be taken back", async ({
  page,
  anasKey,
  project,
  trouble,
}) => {
  const agent_id = `painter/${project}`;
  await ingest(anasKey, [{ agent_id, project, event_type: "note" }]);
  await openAgent(page, agent_id);

  await page.getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit the agent" });
  await dialog.getByLabel("Name").fill(`Painter ${project}`);
  await dialog.getByLabel("Owner").fill("Ana");
  await dialog.getByLabel("Tags").fill("night, hull");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: `Painter ${project}`, level: 1 })).toBeVisible();
  await expect(page.getByText("owned by Ana")).toBeVisible();

  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  const archived = page.getByRole("region", { name: "About the agent" }).getByText("archived", { exact: true });
  await expect(archived).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(archived).toHaveCount(0);

  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete agent" }).click();
  await expect(page).toHaveURL(new RegExp(`/w/${ana.workspace}/agents$`));
  trouble.allow(/status of 404/);
  await page.goto(`/w/${ana.workspace}/agents/${encodeURIComponent(agent_id)}`);
  await expect(page.getByText("No such agent")).toBeVisible();
});

test("An agent's work is drawn over time, and its denials, its tasks and its proof lead to their events", async ({
  page,
  anasKey,
  project,
}) => {
  const welder = { agent_id: `welder/${project}`, project, session_id: `shift/${project}` };
  const task = { ...welder, task_id: `${project}/1`, operation: "Hull 1" };
  await ingest(anasKey, [
    { ...welder, event_type: "session_created" },
    { ...task, event_type: "task_started" },
    { ...task, event_type: "task_completed", metadata: { duration_ms: 1_500 } },
    {
      ...welder,
      event_type: "operation_denied",
      operation: "cut",
      status: "denied",
      metadata: { reason: "no permit" },
    },
  ]);
  await openAgent(page, welder.agent_id);
  await page.getByRole("button", { name: "1 h", exact: true }).click();
  const lanes = page.getByRole("group", { name: "What the agent did over time" });
  await expect(lanes.getByRole("button", { name: /^Sessions: shift/ })).toBeVisible();
  await expect(lanes.getByRole("button", { name: /^Tasks: Hull 1, done/ })).toBeVisible();
  await expect(
    page.getByRole("region", { name: "Task time" }).getByRole("link", { name: /^Hull 1, completed/ }),
  ).toBeVisible();
  await expect(page.getByRole("region", { name: "Sessions" }).getByRole("row")).toHaveCount(2);
  const operation = page.getByRole("region", { name: "Operations" }).getByRole("row").filter({ hasText: "cut" });
  await expect(operation).toContainText("no permit");

  await page
    .getByRole("region", { name: "State now" })
    .getByRole("link", { name: /^cursor/ })
    .click();
  await expect(page.getByRole("complementary", { name: "Event detail" })).toContainText("cut");
  await page.getByRole("navigation", { name: "Pages of the agent" }).getByRole("link", { name: "Overview" }).click();
  await operation.getByRole("link", { name: "cut" }).click();
  await expect(eventRows(page)).toHaveCount(1);
  await page.goBack();
  await lanes.getByRole("button", { name: /^Denied, failed: was denied cut/ }).press("Enter");
  await expect(page.getByRole("complementary", { name: "Event detail" })).toContainText("no permit");
});
