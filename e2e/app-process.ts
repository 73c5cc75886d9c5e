import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { locateCluster } from "@/lib/server/db/cluster";
import { requireAccount } from "@/lib/server/db/embedded-account";
import { freePort } from "@/lib/server/db/free-port";
import { findPostmaster, stopPostmaster } from "@/lib/server/db/postmaster";

const root = fileURLToPath(new URL("..", import.meta.url));
const startWithinMs = 60_000;
/** What the app promises for a stop, open streams included. */
const stopWithinMs = 5_000;
/** A database whose app was killed may have much to write before it stops. */
const databaseStopWithinMs = 10_000;
const lastWordsOfStart = "Stop with Ctrl-C.";
/** Settings of the caller's own shell, which must not reach an app that is to be like no other. */
const ownSettings =
  /^(SIGHTLINE_.*|NEXTAUTH_.*|(GITHUB|GOOGLE|OIDC)_.*|DATABASE_URL|REDIS_URL|METRICS_TOKEN|LOG_LEVEL|HOST|PORT)$/;

/** The built app as a process of its own, with a data directory and a database of its own, gone when it is removed. */
export type AppProcess = {
  readonly url: string;
  readonly dataDir: string;
  /** The process that runs now, or ran last. */
  pid(): number;
  /** All that it has said on its console, over all of its starts. */
  output(): string;
  /** Ends it without a word of warning; its database runs on, for a restart to join. */
  kill9(): Promise<void>;
  /** Asks it to stop, as Ctrl-C does. Throws if it breaks the promise of a stop. */
  stop(): Promise<void>;
  /** Starts it again where it was, after a stop or a kill; with other settings, if given. */
  restart(settings?: Readonly<Record<string, string>>): Promise<void>;
  /** Stops whatever of it still runs and removes its data. */
  remove(): Promise<void>;
};

/** The caller's own environment without what would reach an app as a setting. */
export function inheritedEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ownSettings.test(name)));
}

/** The built app's process, not up yet; nothing reaches it of what this shell is set to. */
export function spawnApp(settings: Readonly<Record<string, string>>) {
  return spawn(process.execPath, ["--max-semi-space-size=32", "dist/server.mjs"], {
    cwd: root,
    env: {
      ...inheritedEnvironment(),
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Starts the app that `npm start` has built; `settings` are environment variables such as `SIGHTLINE_INIT_EMAIL`. */
export async function startAppProcess(settings: Readonly<Record<string, string>> = {}): Promise<AppProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), "sightline-app-"));
  // As root, the database's own account must be able to pass through.
  chmodSync(dataDir, 0o711);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let said = "";
  let current: ChildProcess | undefined;

  async function start(given: Readonly<Record<string, string>>): Promise<void> {
    const child = spawnApp({ SIGHTLINE_DATA_DIR: dataDir, PORT: String(port), ...given });
    current = child;
    const stopWithUs = () => child.kill("SIGTERM");
    process.once("exit", stopWithUs);
    child.once("exit", () => process.off("exit", stopWithUs));
    const from = said.length;
    await new Promise<void>((resolve, reject) => {
      const fail = (how: string) => reject(new Error(`The app ${how}. It said:\n${said}`));
      const timer = setTimeout(() => fail(`was not up within ${startWithinMs} ms`), startWithinMs);
      const listen = (text: string) => {
        said += text;
        if (!said.includes(lastWordsOfStart, from)) return;
        clearTimeout(timer);
        resolve();
      };
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", listen);
      child.once("exit", (code, signal) => {
        clearTimeout(timer);
        fail(`ended (${signal ?? code}) before it was up`);
      });
    });
  }

  async function end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (!current || hasEnded(current)) return;
    const child = current;
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
    await ended;
    clearTimeout(timer);
    if (signal === "SIGTERM" && child.signalCode === "SIGKILL") {
      throw new Error(`The app did not stop within ${stopWithinMs} ms. It said:\n${said}`);
    }
    if (signal === "SIGTERM" && child.exitCode !== 0) {
      throw new Error(`The app stopped with ${child.signalCode ?? child.exitCode}. It said:\n${said}`);
    }
  }

  /** Without the ceremony of a stop, which has journeys of its own: what the database would still write is thrown away. */
  async function remove(): Promise<void> {
    await end("SIGKILL");
    const database = findPostmaster(locateCluster(dataDir, requireAccount()));
    if (database) {
      process.kill(database.pid, "SIGQUIT");
      await stopPostmaster(database, databaseStopWithinMs);
    }
    rmSync(dataDir, { recursive: true, force: true });
  }

  try {
    await start(settings);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    url,
    dataDir,
    pid: () => current?.pid ?? 0,
    output: () => said,
    kill9: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    restart: (again = settings) => start(again),
    remove,
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
