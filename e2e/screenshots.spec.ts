import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, type Page } from "@playwright/test";
import { createEmitter, type EventDraft } from "@/emitter";
import { ruleSuggestions } from "@/lib/timeline/rule-suggestions";
import { team } from "@/prisma/scenarios/team";
import { teamHistory } from "@/prisma/scenarios/team-history";
import { ana, settingsFor } from "./account";
import { type AppProcess, inheritedEnvironment } from "./app-process";
import { loggedOut, test } from "./fixtures";
import { logIn } from "./log-in";
import { connection, eventRows } from "./timeline";

/** Told in less than the minute after which an event counts as late. */
const now = { seed: 21, rounds: 2 };
const past = { seed: 7, hours: 9 };

test.use({ storageState: loggedOut });

test("The pages look as the README shows them", async ({ page, launch }, info) => {
  // Ten pages and the hours before them: on a busy machine more than a journey's minute.
  test.slow();
  // The clock moves on between runs, so the pictures in docs are taken anew only when asked for.
  const folder = process.env.UPDATE_SCREENSHOTS ? join("docs", "screenshots") : info.outputDir;
  const app = await launch(settingsFor(ana));
  const startMs = Date.now();
  const told = [...teamHistory({ seed: past.seed, fromMs: startMs - past.hours * 3_600_000, untilMs: startMs })];
  await importHistory(app, told);
  await makeRules(app);
  const emitter = createEmitter({ url: app.url, apiKey: ana.apiKey });
  const story = justHappened();
  emitter.emitMany(story);
  await emitter.close();
  expect(emitter.stats()).toMatchObject({ sent: story.length, queued: 0 });

  const open = (path: string) => page.goto(`${app.url}/w/${ana.workspace}/${path}`);
  const shoot = async (name: string) => {
    await page.evaluate(() => document.fonts.ready);
    await page.getByRole("banner").hover();
    await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
  };
  await logIn(page, app.url, ana);
  await expect(page.getByRole("list", { name: "What needs a person" })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Events over time/ })).toBeVisible();
  await expect(connection(page)).toHaveText("Live");
  await shoot("overview");

  await open("events");
  await settle(page);
  await shoot("events-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await eventRows(page).nth(3).click();
  await expect(page.getByRole("complementary", { name: "Event detail" }).getByRole("term").nth(1)).toBeVisible();
  await shoot("events-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await open("events?q=refund&kinds=task*&since=6h");
  await settle(page);
  await shoot("search");

  await open("inbox");
  await page.getByRole("list", { name: "Notifications" }).getByRole("link").nth(1).click();
  await expect(page.getByRole("region", { name: "Its events" }).getByRole("link").nth(1)).toBeVisible();
  await shoot("inbox");

  await open("agents");
  await expect(page.getByRole("img", { name: /^Last hour/ }).first()).toBeVisible();
  await shoot("agents");
  await open("agents/coder-4");
  await expect(page.getByRole("group", { name: "What the agent did over time" })).toBeVisible();
  await settle(page);
  await shoot("agent");

  const history = told.map((line) => JSON.parse(line) as EventDraft);
  const longest = mostFrequent(history.map(({ session_id }) => session_id));
  await open(`sessions/${longest}`);
  const playhead = page.getByRole("slider", { name: "Position in the session" });
  for (let step = 0; step < 4; step += 1) await playhead.press("PageDown");
  await shoot("replay");
  await open(`traces/${mostFrequent(history.map(({ trace_id }) => trace_id))}`);
  await expect(page.getByRole("list", { name: "From system to system" }).getByRole("listitem").nth(1)).toBeVisible();
  await shoot("trace");
  await page.emulateMedia({ colorScheme: "dark" });
  await open("statistics?since=3h");
  await expect(page.getByRole("img", { name: /over time/i }).first()).toBeVisible();
  await shoot("statistics");

  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 390, height: 844 });
  await open("events");
  await settle(page);
  await shoot("events-phone");
});

async function settle(page: Page): Promise<void> {
  await expect(connection(page)).toHaveText("Live");
  await expect(eventRows(page).first()).toBeVisible();
}

function mostFrequent(values: readonly (string | null | undefined)[]): string {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}

/** As an import brings it, of which nothing is late. */
async function importHistory(app: AppProcess, lines: readonly string[]): Promise<void> {
  const file = join(app.dataDir, "history.ndjson");
  await writeFile(file, lines.join("\n"));
  await promisify(execFile)(process.execPath, ["scripts/import.mjs", "--workspace", ana.workspace, file], {
    env: { ...inheritedEnvironment(), NODE_ENV: "production", SIGHTLINE_DATA_DIR: app.dataDir },
  });
}

/** What the inbox tells of: the rules that it proposes itself. */
async function makeRules(app: AppProcess): Promise<void> {
  for (const { draft } of ruleSuggestions) {
    const answer = await fetch(`${app.url}/api/v1/rules`, {
      method: "POST",
      headers: { authorization: `Bearer ${ana.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(draft),
    });
    expect(answer.status).toBe(201);
  }
}

/** The team's work as though its last moment were now. */
function justHappened(): EventDraft[] {
  let atMs = 0;
  const moments = [...team(now)].map(({ waitMs, draft }) => {
    atMs += waitMs;
    return { atMs, draft };
  });
  const startMs = Date.now() - atMs;
  return moments.map(({ atMs: sinceStartMs, draft }) => ({
    ...draft,
    timestamp: new Date(startMs + sinceStartMs).toISOString(),
  }));
}
