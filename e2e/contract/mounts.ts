// biome-ignore-all lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import type { KeyScope } from "@/lib/contract/key-scopes";
import type { CreatedKey, KeyDraft } from "@/lib/contract/keys";
import { ana, settingsFor } from "../account";
import type { Caller } from "../api";
import { startAppProcess } from "../app-process";
import { startNext } from "../next-start";

/** Where the same core is mounted: the front door's fast lane, and a Next route under `next start`. */
export const mountNames = ["the front door", "next start"] as const;
export type MountName = (typeof mountNames)[number];

type Server = { url: string; pid: number };

type WorkerFixtures = {
  /** Both on one database, in which Ana has a workspace. */
  mounts: Readonly<Record<MountName, Server>>;
};

type ContractFixtures = {
  mountName: MountName;
  /** The one under test. */
  server: Server;
  /** A new key for the test alone. */
  createKey: (scopes: KeyScope[], more?: Partial<KeyDraft>) => Promise<string>;
  /** A program with a new key of the scopes `ingest` and `read`, at the server under test. */
  caller: Caller;
};

export const test = base.extend<ContractFixtures, WorkerFixtures>({
  mounts: [
    async ({}, use) => {
      const app = await startAppProcess(settingsFor(ana));
      const database = readFileSync(join(app.dataDir, "database-url"), "utf8").trim();
      const next = await startNext({ DATABASE_URL: database });
      await use({ "the front door": { url: app.url, pid: app.pid() }, "next start": next });
      await next.stop();
      await app.remove();
    },
    { scope: "worker" },
  ],
  mountName: ["the front door", { option: true }],
  server: ({ mounts, mountName }, use) => use(mounts[mountName]),
  createKey: ({ mounts }, use) =>
    use(async (scopes, more) => {
      const answer = await fetch(`${mounts["the front door"].url}/api/v1/keys`, {
        method: "POST",
        headers: { authorization: `Bearer ${ana.apiKey}`, "content-type": "application/json" },
        body: JSON.stringify({ name: "contract", scopes, ...more }),
      });
      expect(answer.status).toBe(201);
      return ((await answer.json()) as CreatedKey).key;
    }),
  caller: async ({ server, createKey }, use) => use({ url: server.url, apiKey: await createKey(["ingest", "read"]) }),
});

/** Declares the same tests for each mount. */
export function onEachMount(declare: () => void): void {
  for (const mountName of mountNames) {
    test.describe(mountName, () => {
      test.use({ mountName });
      declare();
    });
  }
}
