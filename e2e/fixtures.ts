// biome-ignore-all lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
import { randomBytes } from "node:crypto";
import { type BrowserContext, test as base } from "@playwright/test";
import { ana, settingsFor } from "./account";
import type { Caller } from "./api";
import { type AppProcess, startAppProcess } from "./app-process";
import { logIn } from "./log-in";
import { createTrouble, type Trouble } from "./trouble";

type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;

type JourneyFixtures = {
  /** Collects what pages complain of; a journey that ends with an unexpected complaint has failed. */
  trouble: Trouble;
  /** Starts an app of the journey's own; without settings nobody has set it up. */
  launch: (settings?: Readonly<Record<string, string>>) => Promise<AppProcess>;
  /** A project that only this journey's events have, as journeys share a workspace. */
  project: string;
};

type WorkerFixtures = {
  /** The app that most journeys share; Ana owns it. */
  app: AppProcess;
  /** Ana's program. */
  anasKey: Caller;
  /** Ana's login, made once through the login page, which lets nobody try too often. */
  anasLogin: StorageState;
};

export const test = base.extend<JourneyFixtures, WorkerFixtures>({
  app: [
    async ({}, use) => {
      const app = await startAppProcess(settingsFor(ana));
      await use(app);
      await app.remove();
    },
    { scope: "worker" },
  ],
  anasKey: [({ app }, use) => use({ url: app.url, apiKey: ana.apiKey }), { scope: "worker" }],
  anasLogin: [
    async ({ app, browser }, use) => {
      const context = await browser.newContext();
      await logIn(await context.newPage(), app.url, ana);
      await use(await context.storageState());
      await context.close();
    },
    { scope: "worker" },
  ],
  baseURL: ({ app }, use) => use(app.url),
  storageState: ({ anasLogin }, use) => use(anasLogin),
  trouble: [
    // Needs the launched apps only so that they end after it: a page whose app has gone complains.
    async ({ context, launch: _apps }, use) => {
      const trouble = createTrouble();
      await trouble.watch(context);
      await use(trouble);
      trouble.expectNone();
    },
    { auto: true },
  ],
  launch: async ({}, use) => {
    const apps: AppProcess[] = [];
    await use(async (settings) => {
      const app = await startAppProcess(settings);
      apps.push(app);
      return app;
    });
    for (const app of apps) await app.remove();
  },
  project: ({}, use) => use(`journey-${randomBytes(4).toString("hex")}`),
});

/** For journeys that begin without a login. */
export const loggedOut: StorageState = { cookies: [], origins: [] };
