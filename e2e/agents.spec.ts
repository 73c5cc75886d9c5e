import { expect, type Page } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { type Between, startBetween } from "./between";
import { test as base } from "./fixtures";
import { connection } from "./timeline";

/** Sees the streams that the browser holds. */
const test = base.extend<{ between: Between }>({
  between: async ({ app }, use) => {
    const between = await startBetween(app.url);
    await use(between);
    await between.close();
  },
});

const agentsPath = `/w/${ana.workspace}/agents`;
const row = (page: Page, agent: string) => page.getByRole("row").filter({ hasText: agent });

/** The reads of agents that a page asks the server for, from now on. */
function watchReads(page: Page): string[] {
  const reads: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/api\/v1\/agents(?!\/activity)/.test(pathname)) reads.push(pathname);
  });
  return reads;
}

test("The agents page keeps up while open: no reload, and nothing is asked for", async ({ page, anasKey, project }) => {
  const carrier = { agent_id: `carrier/${project}`, project };
  await ingest(anasKey, [{ ...carrier, event_type: "task_started", task_id: "1", operation: "Berth 1" }]);
  await page.goto(`${agentsPath}?sort=seen`);
  const reads = watchReads(page);
  await expect(connection(page)).toHaveText("Live");
  await expect(row(page, carrier.agent_id)).toContainText("working");

  await ingest(anasKey, [{ ...carrier, event_type: "permission.requested", operation: "open_gate" }]);
  await expect(row(page, carrier.agent_id)).toContainText("waiting");
  await expect(row(page, carrier.agent_id).getByRole("cell").nth(4)).toHaveText("2 events");

  await ingest(anasKey, [{ agent_id: `fresh/${project}`, project, event_type: "task_started", operation: "Berth 2" }]);
  await expect(page.getByRole("row").nth(1)).toContainText(`fresh/${project}`);

  // Silent for all but the last seconds of the time after which it is idle.
  const almostIdle = new Date(Date.now() - 5 * 60_000 + 2_000).toISOString();
  await ingest(anasKey, [{ agent_id: `quiet/${project}`, project, event_type: "note", timestamp: almostIdle }]);
  await expect(row(page, `quiet/${project}`)).toContainText("idle");
  expect(reads).toEqual([]);
});

test("What needs a person comes first; agents are found and chosen, and the address keeps how", async ({
  page,
  anasKey,
  project,
}) => {
  const agent = (name: string) => ({ agent_id: `${name}/${project}`, agent_role: name, project });
  await ingest(anasKey, [
    { ...agent("asker"), event_type: "permission.requested", operation: "open_gate" },
    { ...agent("worker"), event_type: "task_started", task_id: "1", operation: "Berth 1" },
    { ...agent("worker"), event_type: "operation_denied", operation: "open_gate", status: "denied" },
    { ...agent("worker"), event_type: "budget_updated", metadata: { remaining: 20, limit: 100 } },
  ]);
  await page.goto(agentsPath);
  await expect(connection(page)).toHaveText("Live");
  await page.getByRole("searchbox", { name: "Find an agent" }).fill(project);
  await expect(page.getByRole("row")).toContainText(["Agent", "asker/", "worker/"]);
  const activity = page.getByRole("img", { name: "Last hour: 3 events, 0 errors, 1 denials" });
  await expect(row(page, "worker/").locator(activity)).toBeVisible();
  await expect(row(page, "worker/")).toContainText("1 denial 33%");
  await expect(row(page, "worker/")).toContainText("20%");

  await page.getByRole("button", { name: "1 working" }).press("Enter");
  await expect(row(page, "asker/")).toHaveCount(0);
  await page.getByRole("button", { name: "Cards" }).click();
  await expect(page).toHaveURL(/layout=cards/);
  await page.reload();
  await expect(page.getByRole("listitem").filter({ hasText: "worker/" })).toContainText("1 33%");
  await expect(page.getByText("asker/")).toHaveCount(0);

  await page.getByRole("button", { name: "All 2" }).click();
  await page.getByRole("searchbox", { name: "Find an agent" }).fill(`nobody ${project}`);
  await page.getByRole("button", { name: "Remove all filters" }).click();
  await expect(page.getByRole("link", { name: `asker/${project}` })).toBeVisible();
});

test("Tabs share one stream of agents, and go on when the one that holds it closes", async ({
  context,
  between,
  anasKey,
  project,
}) => {
  const agent_id = `carrier/${project}`;
  await ingest(anasKey, [{ agent_id, project, event_type: "task_started", task_id: "1" }]);
  const [holder, list, detail] = [await context.newPage(), await context.newPage(), await context.newPage()];
  await holder.goto(`${between.url}${agentsPath}`);
  await expect(connection(holder)).toHaveText("Live");
  await list.goto(`${between.url}${agentsPath}`);
  await expect(connection(list)).toHaveText("Live");
  await detail.goto(`${between.url}${agentsPath}/${encodeURIComponent(agent_id)}`);
  await expect(connection(detail)).toHaveText("Live");
  const ofAgents = () => between.openStreams().filter((address) => address.includes("/agents/activity/"));
  expect(ofAgents()).toHaveLength(1);

  await holder.close();
  await ingest(anasKey, [{ agent_id, project, event_type: "task_failed", task_id: "1", status: "failure" }]);
  await expect(row(list, agent_id)).toContainText("failed");
  await expect(detail.getByRole("region", { name: "State now" })).toContainText("failed");
  await expect.poll(ofAgents).toHaveLength(1);
});

test("Without a stream the agents page reads the list again and again, until there is one", async ({
  page,
  between,
  anasKey,
  project,
  trouble,
}) => {
  trouble.allow(/ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING/);
  const agent_id = `carrier/${project}`;
  await ingest(anasKey, [{ agent_id, project, event_type: "task_started", task_id: "1" }]);
  await page.goto(`${between.url}${agentsPath}`);
  await expect(connection(page)).toHaveText("Live");
  between.refuseStreams(true);
  await expect(connection(page)).toHaveText("Reconnecting");
  await ingest(anasKey, [{ agent_id, project, event_type: "task_completed", task_id: "1" }]);
  await expect(row(page, agent_id)).toContainText("done");
  between.refuseStreams(false);
  await expect(connection(page)).toHaveText("Live", { timeout: 20_000 });
  const reads = watchReads(page);
  await ingest(anasKey, [{ agent_id, project, event_type: "task_started", task_id: "2" }]);
  await expect(row(page, agent_id)).toContainText("working");
  expect(reads).toEqual([]);
});
