import { expect } from "@playwright/test";
import { ana, settingsFor } from "./account";
import { ingest, readEvents } from "./api";
import { loggedOut, test } from "./fixtures";
import { logIn } from "./log-in";
import { connection, eventRows } from "./timeline";

const steps = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    event_type: "task_started",
    agent_id: "loader",
    operation: `Berth ${from + index}.`,
  }));

test.use({ storageState: loggedOut });

test("A server killed and started again leaves an open page without a gap or a double", async ({
  page,
  launch,
  trouble,
}) => {
  trouble.allow(
    /ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|SOCKET_NOT_CONNECTED|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE)/,
  );
  const app = await launch(settingsFor(ana));
  const key = { url: app.url, apiKey: ana.apiKey };
  await ingest(key, steps(1, 3));
  await logIn(page, app.url, ana);
  await page.goto(`${app.url}/w/${ana.workspace}/events`);
  await expect(connection(page)).toHaveText("Live");
  await ingest(key, steps(4, 6));
  await expect(eventRows(page)).toHaveCount(6);

  // Acknowledged, so it is kept, whether or not the page heard of it.
  await ingest(key, steps(7, 8));
  await app.kill9();
  await expect(connection(page)).toHaveText("Reconnecting");
  // Kept away until there is something that it missed.
  await page.context().setOffline(true);
  await app.restart();
  await ingest(key, steps(9, 11));
  await page.context().setOffline(false);
  await expect(connection(page)).toHaveText("Live");
  await ingest(key, steps(12, 14));

  const { events } = await readEvents(key);
  expect(events.map(({ cursor }) => cursor)).toEqual(Array.from({ length: 14 }, (_, index) => 14 - index));
  await expect(eventRows(page)).toContainText(events.map(({ operation }) => `loader started ${operation}`));
  await expect(page.getByText(/to 11 fetched, nothing missed\./)).toBeVisible();
});
