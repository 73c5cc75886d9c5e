import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppProcess, startAppProcess } from "@/e2e/app-process";
import { ensureBuilt } from "@/scripts/build.mjs";
import { withFileLock } from "@/scripts/file-lock.mjs";
import { setupLock } from "@/scripts/install.mjs";
import type { Figure } from "../crash/figure";
import type { BareCommands } from "./bare-program";
import type { ClientCommands } from "./client-program";
import { startWorker, type Worker } from "./worker";

export type Clients = Worker<ClientCommands>;
export type Bare = Worker<BareCommands> & { readonly url: string };

/** What a measurement works with: servers, clients and the senders' own process are told apart. */
export type Bed = {
  app: AppProcess;
  key: string;
  databaseUrl: string;
  clients: Clients;
  /** For files of this run. */
  folder: string;
  note(name: string, value: number, unit: string): void;
  startClients(): Clients;
  startBare(): Promise<Bare>;
  /** Another instance at the same database. */
  startInstance(): Promise<AppProcess>;
};

const collect = new URL("./collect.mjs", import.meta.url).href;
/** What the caller's shell preloads, a profiler say, is preloaded too. */
const preloads = `${process.env.NODE_OPTIONS ?? ""} --import=${collect}`.trim();
const settings = { NODE_OPTIONS: preloads, SIGHTLINE_RATE_LIMIT: "100000000/s" };

/** Starts the built app with a log of its own, runs the measurements, and clears up whatever became of them. */
export async function onBed(measure: (bed: Bed) => Promise<void>): Promise<Figure[]> {
  await withFileLock(join(process.cwd(), setupLock), () => ensureBuilt(process.cwd()));
  const key = `bench-${randomBytes(16).toString("hex")}`;
  const figures: Figure[] = [];
  const folder = mkdtempSync(join(tmpdir(), "sightline-bench-"));
  const ends: (() => Promise<void>)[] = [];
  const started = <W extends { stop(): Promise<void> }>(worker: W): W => {
    ends.push(() => worker.stop());
    return worker;
  };
  const startClients = () => started(startWorker<ClientCommands>(new URL("./client-program.ts", import.meta.url)));
  try {
    const app = await startAppProcess({ ...settings, SIGHTLINE_INIT_WORKSPACE: "bench", SIGHTLINE_INIT_API_KEY: key });
    ends.push(() => app.remove());
    const databaseUrl = readFileSync(join(app.dataDir, "database-url"), "utf8").trim();
    await measure({
      app,
      key,
      databaseUrl,
      clients: startClients(),
      folder,
      note: (name, value, unit) => figures.push({ name, value: Number(value.toPrecision(3)), unit }),
      startClients,
      async startBare() {
        const bare = started(startWorker<BareCommands>(new URL("./bare-program.ts", import.meta.url)));
        return Object.assign(bare, { url: await bare.ask("listen", undefined) });
      },
      async startInstance() {
        const instance = await startAppProcess({ ...settings, DATABASE_URL: databaseUrl });
        let removed: Promise<void> | null = null;
        const remove = () => {
          removed ??= instance.remove();
          return removed;
        };
        ends.push(remove);
        return { ...instance, remove };
      },
    });
  } finally {
    for (const end of ends.reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
  }
  return figures;
}

/** As many readers of everything. */
export const everything = (count: number, query = "") =>
  Array.from({ length: count }, () => `/api/v1/events/stream?${query}`);
