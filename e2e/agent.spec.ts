import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { test } from "./fixtures";
import { connection, eventRows } from "./timeline";

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
  await page.goto(`/w/${ana.workspace}/agents`);
  await page.getByRole("link", { name: loader.agent_id }).click();

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
