import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { withFileLock } from "@/scripts/file-lock.mjs";
import { createCluster, databaseUser, locateCluster } from "./cluster";
import { ensureDataDir } from "./data-dir";
import { DatabaseError } from "./database-error";
import { requireAccount } from "./embedded-account";
import { requireBinaries } from "./embedded-binaries";
import {
  databaseName,
  ensureDatabase,
  keepAddress,
  type Place,
  requireAddress,
  requireFiles,
  requireFresh,
  writeAddress,
} from "./embedded-place";
import { freePort } from "./free-port";
import { joinInstances, leaveInstances } from "./instances";
import { findPostmaster, settlePostmaster, startPostmaster, stopPostmaster } from "./postmaster";
import { superviseServer } from "./supervise";

export interface EmbeddedDatabase {
  url: string;
  /** Leaves; the last one to leave stops the server. */
  release(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  onProgress?: (message: string) => void;
  /** PostgreSQL settings on top of ours; they count only if this call is the one that starts the server. */
  settings?: Readonly<Record<string, string | number>>;
  /** Aborted when the process is to stop: a start under way is given up, and no server is started again. */
  signal?: AbortSignal;
}

type StartContext = Required<EmbeddedOptions>;

/** A release answers within 3 s: a server that is still writing its last checkpoint then finishes on its own. */
const stopWithinMs = 2_000;
/** Whoever holds the lock for longer is another instance, which is starting the server because it needs it. */
const leaveWithinMs = 1_000;

/**
 * The data directory's own PostgreSQL: made, started, recovered or joined, whichever it needs, and until its release
 * started again whenever it dies.
 */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, onProgress = () => {}, settings = {} } = options;
  const leaving = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, leaving.signal]) : leaving.signal;
  const context: StartContext = { dataDir, onProgress, settings, signal };
  ensureDataDir(dataDir);
  const account = requireAccount();
  const place: Place = {
    dataDir,
    cluster: locateCluster(dataDir, account),
    urlFile: join(dataDir, "database-url"),
    account,
  };
  const lock = join(dataDir, "database.lock");
  const instances = join(dataDir, "instances");
  const onWait = () => onProgress("Another instance is starting the database, waiting…");
  const leave = async (own: string) => {
    const running = leaveInstances(instances, own) ? findPostmaster(place.cluster) : null;
    if (running) await stopPostmaster(running, stopWithinMs);
  };

  const enter = async () => {
    const own = joinInstances(instances);
    try {
      const url = await ensureRunning(place, context);
      await ensureDatabase(url);
      signal.throwIfAborted();
      return { url, own };
    } catch (error) {
      await leave(own);
      throw error;
    }
  };
  const { url, own } = await withFileLock(lock, enter, { onWait, signal });

  const supervision = superviseServer({
    isRunning: () => findPostmaster(place.cluster) !== null,
    start: async () => {
      requireFiles(place);
      await withFileLock(lock, () => startAgain(place, context, url), { signal });
    },
    signal,
  });
  let released: Promise<void> | undefined;
  const release = async () => {
    leaving.abort();
    await supervision;
    // Somebody removed all of it under the running instance: there is nothing to leave.
    if (!existsSync(dataDir)) return;
    const late = AbortSignal.timeout(leaveWithinMs);
    await withFileLock(lock, () => leave(own), { signal: late }).catch((error: unknown) => {
      if (!late.aborted) throw error;
    });
  };
  return {
    url: url.href,
    release: () => {
      released ??= release();
      return released;
    },
  };
}

async function ensureRunning(place: Place, context: StartContext): Promise<URL> {
  const { cluster, account } = place;
  const running = await settlePostmaster(cluster, context.signal);
  if (running) return keepAddress(place, requireAddress(place), running.port);
  if (!existsSync(cluster)) {
    requireFresh(place);
    context.onProgress("Making the database…");
    const url = new URL(`postgresql://${databaseUser}@127.0.0.1/${databaseName}`);
    url.password = randomBytes(24).toString("base64url");
    const { initdb } = requireBinaries(account);
    const onCreated = () => writeAddress(place, url);
    const { signal } = context;
    await createCluster({ initdb, cluster, password: url.password, account, onCreated, signal });
  }
  const address = requireAddress(place);
  const url = keepAddress(place, address, await freePort(Number(address.port)));
  await start(place, context, Number(url.port));
  return url;
}

/** As a first start, but where it was: those who use it know no other address. */
async function startAgain(place: Place, context: StartContext, { port }: URL): Promise<void> {
  const running = await settlePostmaster(place.cluster, context.signal);
  if (!running) await start(place, context, Number(port));
  else if (running.port !== Number(port)) {
    throw new DatabaseError(`The database is at port ${running.port} now; start this instance again to follow it.`);
  }
}

async function start({ dataDir, cluster, account }: Place, context: StartContext, port: number): Promise<void> {
  await startPostmaster({
    postgres: requireBinaries(account).postgres,
    cluster,
    logFile: join(dataDir, "postgres.log"),
    account,
    settings: { ...ownSettings(port), ...context.settings },
    onRecovery: () => context.onProgress("The database was not shut down cleanly and is recovering…"),
    signal: context.signal,
  });
}

function ownSettings(port: number): Record<string, string | number> {
  const eighthOfMemoryMb = Math.floor(totalmem() / 8 / 1024 / 1024);
  return {
    port,
    listen_addresses: "127.0.0.1",
    // A socket's folder would have to be writable for the account; loopback serves everyone.
    unix_socket_directories: "",
    max_connections: 100,
    shared_buffers: `${Math.min(256, Math.max(16, eighthOfMemoryMb))}MB`,
    wal_compression: "on",
    max_wal_size: "4GB",
  };
}
