import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { createEmitter, type EventDraft } from "@/emitter";
import { team } from "@/prisma/scenarios/team";
import { ana, settingsFor } from "./account";
import { loggedOut, test } from "./fixtures";
import { logIn } from "./log-in";
import { connection, eventRows } from "./timeline";

/** Two bursts with failures and denials in them, told in less than the minute after which an event counts as late. */
const seed = 21;
const rounds = 2;

test.use({ storageState: loggedOut });

test("The pages look as the README shows them", async ({ page, launch }, info) => {
  // The clock moves on between runs, so the pictures in docs are taken anew only when asked for.
  const folder = process.env.UPDATE_SCREENSHOTS ? join("docs", "screenshots") : info.outputDir;
  const shoot = (name: string) => page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
  const app = await launch(settingsFor(ana));
  const emitter = createEmitter({ url: app.url, apiKey: ana.apiKey });
  const story = justHappened();
  emitter.emitMany(story);
  await emitter.close();
  expect(emitter.stats()).toMatchObject({ sent: story.length, queued: 0 });

  await logIn(page, app.url, ana);
  await page.goto(`${app.url}/w/${ana.workspace}/events`);
  await settle(page);
  await shoot("events-desktop-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await eventRows(page).nth(3).click();
  await expect(page.getByRole("complementary", { name: "Event detail" })).toBeVisible();
  await page.getByRole("banner").hover();
  await shoot("events-desktop-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(`${app.url}/w/${ana.workspace}/agents/coder-1/events`);
  await settle(page);
  await shoot("agent-desktop-light");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${app.url}/w/${ana.workspace}/events`);
  await settle(page);
  await shoot("events-phone-light");
});

async function settle(page: Page): Promise<void> {
  await expect(connection(page)).toHaveText("Live");
  await expect(eventRows(page).first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
}

/** The team's work as though its last moment were now. */
function justHappened(): EventDraft[] {
  let atMs = 0;
  const moments = [...team({ seed, rounds })].map(({ waitMs, draft }) => {
    atMs += waitMs;
    return { atMs, draft };
  });
  const startMs = Date.now() - atMs;
  return moments.map(({ atMs: sinceStartMs, draft }) => ({
    ...draft,
    timestamp: new Date(startMs + sinceStartMs).toISOString(),
  }));
}
