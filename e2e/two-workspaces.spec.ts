import { expect, type Page } from "@playwright/test";
import { ana, ben, settingsFor } from "./account";
import { ingest, readEvents } from "./api";
import { loggedOut, test } from "./fixtures";
import { logIn } from "./log-in";
import { eventRows } from "./timeline";

test.use({ storageState: loggedOut });

test("Two people in two workspaces never see each other's events, on no page, in no answer, on no stream", async ({
  page: anasPage,
  browser,
  launch,
  trouble,
}) => {
  trouble.allow(/status of 404/);
  const app = await launch(settingsFor(ana));
  await app.stop();
  // A later start with other settings adds what is missing: a second workspace, of somebody else.
  await app.restart(settingsFor(ben));
  const anasKey = { url: app.url, apiKey: ana.apiKey };
  const bensKey = { url: app.url, apiKey: ben.apiKey };
  const bensContext = await browser.newContext();
  await trouble.watch(bensContext);
  const bensPage = await bensContext.newPage();
  await logIn(anasPage, app.url, ana);
  await logIn(bensPage, app.url, ben);
  await anasPage.goto(`${app.url}/w/${ana.workspace}/events`);
  await bensPage.goto(`${app.url}/w/${ben.workspace}/events`);
  for (const page of [anasPage, bensPage]) await expect(page.getByText("Nothing has reported yet")).toBeVisible();

  await ingest(bensKey, [{ event_type: "task_started", agent_id: "diver", operation: "Secret of the lagoon" }]);
  await expect(eventRows(bensPage)).toContainText(["diver started Secret of the lagoon"]);
  await ingest(anasKey, [{ event_type: "task_started", agent_id: "porter", operation: "Count the crates" }]);
  await expect(eventRows(anasPage)).toContainText(["porter started Count the crates"]);
  await ingest(bensKey, [{ event_type: "task_completed", agent_id: "diver", operation: "Secret of the lagoon" }]);
  await expect(eventRows(bensPage)).toHaveCount(2);
  await expect(eventRows(anasPage)).toHaveCount(1);

  const [secret] = (await readEvents(bensKey)).events;
  await test.step("Pages of the other workspace are not there", async () => {
    for (const path of ["overview", "events", "agents", "agents/diver", "settings/keys"]) {
      expect(await statusOf(anasPage, `${app.url}/w/${ben.workspace}/${path}`)).toBe(404);
      await expect(anasPage.getByText("There is nothing at this address")).toBeVisible();
    }
    await anasPage.goto(`${app.url}/w/${ana.workspace}/events?event=${secret?.event_id}`);
    await expect(anasPage.getByText("No such event")).toBeVisible();
    expect(await statusOf(anasPage, `${app.url}/w/${ana.workspace}/agents/diver`)).toBe(404);
  });

  await test.step("Nor are its events, agents, keys and stream, by login or by key", async () => {
    const paths = ["events", "events/recent", `events/${secret?.event_id}`, "events/stream", "agents", "agents/diver"];
    for (const path of paths) {
      const address = `${app.url}/api/v1/${path}?workspace=${ben.workspace}`;
      expect((await anasPage.request.get(address)).status(), path).toBe(404);
      const byKey = await fetch(address, { headers: { authorization: `Bearer ${ana.apiKey}` } });
      expect(byKey.status, path).toBe(404);
    }
    for (const path of [`events/${secret?.event_id}`, "agents/diver"]) {
      const address = `${app.url}/api/v1/${path}?workspace=${ana.workspace}`;
      expect((await anasPage.request.get(address)).status(), path).toBe(404);
    }
    expect((await readEvents(anasKey)).events.map(({ agent_id }) => agent_id)).toEqual(["porter"]);
  });
  await bensContext.close();
});

async function statusOf(page: Page, address: string): Promise<number | undefined> {
  return (await page.goto(address))?.status();
}
