import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "@playwright/test";
import { type EmbeddedDatabase, startEmbeddedDatabase } from "@/lib/server/db/embedded";
import { DatabaseLink } from "@/lib/server/testing/database-link";
import { makeHome } from "@/lib/server/testing/embedded-instance";
import { ana, settingsFor } from "./account";
import { type Caller, ingest, post, readEvents } from "./api";
import { type AppProcess, startAppProcess } from "./app-process";
import { loggedOut, test } from "./fixtures";
import { fillLogin, logIn } from "./log-in";
import { residentMb } from "./resident-memory";
import { connection, eventRows } from "./timeline";

// One app whose database goes away and comes back: the same process serves again, and nobody has touched it.

test.use({ storageState: loggedOut });

let home: string;
let database: EmbeddedDatabase;
let link: DatabaseLink;
let app: AppProcess;
let caller: Caller;

test.beforeAll(async () => {
  home = makeHome();
  database = await startEmbeddedDatabase({ dataDir: join(home, "data") });
  link = new DatabaseLink(database.url);
  await link.open();
  app = await startAppProcess({ ...settingsFor(ana), DATABASE_URL: link.url });
  caller = { url: app.url, apiKey: ana.apiKey };
});

test.afterAll(async () => {
  await app?.remove();
  await link?.cut();
  await database?.release();
  rmSync(home, { recursive: true });
});

test.beforeEach(() => link.open());

const note = (operation: string) => ({ event_type: "task_started", agent_id: "loader", operation });
const get = (path: string) => fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${ana.apiKey}` } });
const statusOf = async (path: string) => (await get(path)).status;

test("an open page goes on by itself, and shows what was sent before and after", async ({ page, trouble }) => {
  trouble.allow(/503/);
  await logIn(page, app.url, ana);
  await page.goto(`${app.url}/w/${ana.workspace}/events`);
  await expect(connection(page)).toHaveText("Live");
  await ingest(caller, [note("Before.")]);
  await expect(eventRows(page)).toHaveCount(1);
  await link.cut();
  expect((await post(caller, [note("Lost.")])).status).toBe(503);
  await link.open();
  await expect.poll(async () => (await post(caller, [note("After.")])).status).toBe(200);
  await expect(eventRows(page)).toHaveCount(2);
  await expect(eventRows(page).first()).toContainText("After.");
});

test("a log-in is told to wait, and a log-out does not pretend", async ({ page, context, trouble }) => {
  trouble.allow(/503|CLIENT_FETCH_ERROR/);
  await logIn(page, app.url, ana);
  const other = await context.browser()?.newContext();
  const login = await other?.newPage();
  if (!login) throw new Error("no second browser context");
  await login.goto(`${app.url}/login`);
  await link.cut();

  await fillLogin(login, ana);
  await expect(login.getByText("The server's database is away just now.")).toBeVisible();
  const csrf = await page.request.get(`${app.url}/api/auth/csrf`);
  const { csrfToken } = await csrf.json();
  const session = () => page.request.get(`${app.url}/api/auth/session`);
  // A login just looked up is believed for a second more.
  await expect.poll(async () => (await session()).status()).toBe(503);
  const signOut = page.request.post(`${app.url}/api/auth/signout`, { form: { csrfToken, json: "true" } });
  for (const answer of [await session(), await signOut]) {
    expect(answer.status()).toBe(503);
    expect(answer.headers()).toMatchObject({ "retry-after": "2", "content-type": /problem\+json/ });
  }
  // Who is on the way by page, such as back from a provider, gets a page that says so.
  const byPage = { accept: "text/html", "sec-fetch-mode": "navigate", origin: app.url };
  const form = { csrfToken, email: ana.email, password: ana.password };
  const back = await page.request.post(`${app.url}/api/auth/callback/credentials`, { form, headers: byPage });
  expect(new URL(back.url()).search).toBe("?error=unavailable");
  expect(await back.text()).toContain("database is away just now");
  await link.open();
  // The cookie is still good: nobody was logged out by the trouble.
  await page.goto(app.url);
  await expect(page).toHaveURL(`${app.url}/w/${ana.workspace}/overview`);
  await fillLogin(login, ana);
  await expect(login).toHaveURL(`${app.url}/w/${ana.workspace}/overview`);
  await other?.close();
});

test("a stream stays open, with a comment every five seconds, and then goes on where it was", async () => {
  const { head } = await readEvents(caller, { limit: "1" });
  const gone = new AbortController();
  const stream = await fetch(`${app.url}/api/v1/events/stream?cursor=${head}`, {
    headers: { authorization: `Bearer ${ana.apiKey}` },
    signal: gone.signal,
  });
  let received = "";
  const reading = (async () => {
    for await (const text of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) received += text;
  })().catch(() => {});
  await expect.poll(() => received).toContain("replay_complete");
  await link.cut();
  await expect.poll(() => received, { timeout: 20_000 }).toMatch(/^:/m);
  await link.open();
  await expect.poll(async () => (await post(caller, [note("Again.")])).status).toBe(200);
  await expect.poll(() => received).toContain('"operation":"Again."');
  expect(received).not.toContain("event: goodbye");
  expect(received).toMatch(new RegExp(`^id: ${head + 1}$`, "m"));
  gone.abort();
  await reading;
});

test("under load the outage costs no memory and no process, and every acknowledged event is there", async () => {
  const pid = app.pid();
  const { head } = await readEvents(caller, { limit: "1" });
  const acknowledged = { events: 0 };
  const heard = new Set<number>();
  let loading = true;
  const client = async () => {
    while (loading) {
      const answer = await post(
        caller,
        Array.from({ length: 100 }, () => note("Load.")),
      );
      heard.add(answer.status);
      if (answer.status === 200) acknowledged.events += 100;
      await answer.text();
      if (answer.status !== 200) await sleep(50);
    }
  };
  const clients = Promise.all(Array.from({ length: 32 }, client));
  await expect.poll(() => acknowledged.events).toBeGreaterThan(5_000);
  await link.cut();
  await expect.poll(() => heard).toContain(503);
  const before = residentMb(pid);
  await sleep(4_000);
  expect(residentMb(pid) - before).toBeLessThan(64);
  expect(await statusOf("/api/v1/events/health")).toBe(503);
  expect(await statusOf("/api/health/live")).toBe(200);
  await link.open();
  const outage = acknowledged.events;
  await expect.poll(() => acknowledged.events, { timeout: 20_000 }).toBeGreaterThan(outage + 1_000);
  loading = false;
  await clients;
  expect(heard).toEqual(new Set([200, 503]));
  expect(app.pid()).toBe(pid);
  expect(await statusOf("/api/v1/events/health")).toBe(200);
  // What a broken connection left unanswered may have been stored; what was acknowledged must have been.
  expect((await readEvents(caller, { limit: "1" })).head - head).toBeGreaterThanOrEqual(acknowledged.events);
});
