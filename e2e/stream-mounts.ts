// biome-ignore-all lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { ana, settingsFor } from "./account";
import type { Caller } from "./api";
import { startAppProcess } from "./app-process";
import { startNext } from "./next-start";
import { type Relay, startShreddingRelay } from "./shredding-relay";

/** Where the stream is mounted: the front door's fast lane, and a Next route under `next start`. */
export const mountNames = ["frontDoor", "nextStart"] as const;

/** What the tests of the stream share: one log, of Ana's workspace, at both mounts. */
type StreamFixtures = {
  mounts: Readonly<Record<(typeof mountNames)[number], Caller>>;
  /** A way to the front door on which streams come in tiny packets. */
  relay: Relay & Caller;
  /** Where the log itself is. */
  databaseUrl: string;
};

type Shared = { shared: StreamFixtures };

export const test = base.extend<StreamFixtures, Shared>({
  shared: [
    async ({}, use) => {
      const app = await startAppProcess(settingsFor(ana));
      const databaseUrl = readFileSync(join(app.dataDir, "database-url"), "utf8").trim();
      const next = await startNext({ DATABASE_URL: databaseUrl });
      const relay = await startShreddingRelay(app.url);
      const { apiKey } = ana;
      await use({
        mounts: { frontDoor: { url: app.url, apiKey }, nextStart: { url: next.url, apiKey } },
        relay: { ...relay, apiKey },
        databaseUrl,
      });
      await relay.close();
      await next.stop();
      await app.remove();
    },
    { scope: "worker" },
  ],
  mounts: ({ shared }, use) => use(shared.mounts),
  relay: ({ shared }, use) => use(shared.relay),
  databaseUrl: ({ shared }, use) => use(shared.databaseUrl),
});

/** Asks again until it is so, often at first: most of it takes milliseconds, and a slow machine gets its time. */
export function poll<Value>(read: () => Value | Promise<Value>) {
  return expect.poll(read, { timeout: 20_000, intervals: [10, 20, 50, 100] });
}
