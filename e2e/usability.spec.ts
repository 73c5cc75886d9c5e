import { expect, type Page } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { test } from "./fixtures";

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

/** Counts what a hand does on a page: clicks, and keys beside the typing of text. */
async function countActs(page: Page): Promise<() => number> {
  let acts = 0;
  await page.exposeFunction("noteAct", () => {
    acts += 1;
  });
  await page.addInitScript(() => {
    const note = (event: Event) => event.isTrusted && (window as unknown as { noteAct: () => void }).noteAct();
    addEventListener("pointerdown", note, true);
    addEventListener("keydown", (event) => event.key.length > 1 && note(event), true);
  });
  return () => acts;
}

test.beforeEach(async ({ anasKey, project }) => {
  const [coder, mason] = [`coder/${project}`, `mason/${project}`];
  const failed = {
    event_type: "task_failed",
    status: "failure",
    metadata: { error: "lock timeout after 30 s" },
  } as const;
  const work = { project, session_id: `night/${project}`, operation: "Split the importer" };
  const denied = { event_type: "operation_denied", status: "denied", operation: "deploy", project } as const;
  const relay = { correlation_id: `c-${project}`, project };
  await ingest(anasKey, [
    { ...work, agent_id: mason, event_type: "task_started", timestamp: hoursAgo(10) },
    { ...denied, agent_id: coder, metadata: { reason: "not during the freeze" }, timestamp: hoursAgo(9.5) },
    { ...work, ...failed, agent_id: mason, timestamp: hoursAgo(9) },
    { ...work, ...failed, agent_id: coder, timestamp: hoursAgo(9) },
    { ...work, agent_id: mason, event_type: "task_started", operation: "Next one" },
    { ...relay, agent_id: mason, source: "claude-code", event_type: "task_created", operation: "Ask for help" },
    { ...relay, agent_id: `helper/${project}`, source: "codex", event_type: "tool.completed", operation: "Bash" },
  ]);
});

test("Three questions of a new user take as many clicks as docs/usability.md says", async ({ page, project }) => {
  const acts = await countActs(page);
  let before = 0;
  const home = async () => {
    await page.goto(`/w/${ana.workspace}/overview`);
    before = acts();
  };
  const expectActs = (count: number) => expect.poll(() => acts() - before).toBe(count);
  const isThere = (title: string) => expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const nav = async (name: string) => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
    await isThere(name);
  };
  const detail = page.getByRole("complementary", { name: "Event detail" });

  await test.step("Why did an agent stop last night?", async () => {
    await home();
    const need = page.getByRole("list", { name: "What needs a person" }).getByRole("listitem");
    const stopped = need.filter({ hasText: `coder/${project}` });
    await expect(stopped).toContainText("failed Split the importer");
    await expect(stopped).toContainText("lock timeout after 30 s");
    await expectActs(0);
    await stopped.getByRole("link", { name: /^Open/ }).click();
    await expect(detail).toContainText("lock timeout after 30 s");
    await expectActs(1);
  });

  await test.step("… and one that works again?", async () => {
    await home();
    await nav("Agents");
    await page.getByRole("link", { name: `mason/${project}` }).click();
    await isThere(`mason/${project}`);
    await page.getByRole("button", { name: "24 h" }).click();
    await page.getByRole("button", { name: /^Denied, failed: failed Split the importer/ }).click();
    await expect(detail).toContainText("lock timeout after 30 s");
    await expectActs(4);
  });

  await test.step("Who was denied what this week?", async () => {
    await home();
    await nav("Permissions");
    await page.getByRole("button", { name: "Only denied" }).click();
    await page.getByRole("button", { name: "7 d" }).click();
    const cell = page.getByRole("gridcell", { name: `coder/${project}, deploy: denied once, never allowed` });
    await expect(cell).toBeVisible();
    await expectActs(3);
    await cell.click();
    await expect(page.getByRole("dialog")).toContainText("not during the freeze");
    await expectActs(4);
  });

  await test.step("What happened across systems for one correlation id?", async () => {
    await home();
    await page.getByRole("button", { name: "Jump to" }).click();
    const palette = page.getByRole("dialog", { name: "Jump to" });
    await palette.getByRole("combobox").fill(`c-${project}`);
    await palette.getByRole("option", { name: /^Trace or correlation/ }).click();
    const path = page.getByRole("list", { name: "From system to system" }).getByRole("listitem");
    await expect(path).toContainText([/claude-code/, /codex/]);
    await expectActs(2);
  });
});
