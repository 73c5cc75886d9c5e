import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { withFileLock } from "@/scripts/file-lock.mjs";
import { createCluster, databaseUser, locateCluster, wasInterrupted } from "./cluster";
import { ensureDataDir } from "./data-dir";
import { DatabaseError } from "./database-error";
import { requireAccount } from "./embedded-account";
import { requireBinaries } from "./embedded-binaries";
import { freePort } from "./free-port";
import { joinInstances, leaveInstances } from "./instances";
import { findPostmaster, settlePostmaster, startPostmaster, stopPostmaster } from "./postmaster";

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
}

interface Place {
  dataDir: string;
  cluster: string;
  urlFile: string;
}

const databaseName = "sightline";
/** A release answers within 3 s: a server that is still writing its last checkpoint then finishes on its own. */
const stopWithinMs = 2_500;

/** The data directory's own PostgreSQL: made, started, recovered or joined, whichever it needs. */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, onProgress = () => {} } = options;
  ensureDataDir(dataDir);
  const lock = join(dataDir, "database.lock");
  const instances = join(dataDir, "instances");
  const onWait = () => onProgress("Another instance is starting the database, waiting…");
  return await withFileLock(
    lock,
    async () => {
      const { url, cluster } = await ensureRunning(options, onProgress);
      await ensureDatabase(url);
      const own = joinInstances(instances);
      let released: Promise<void> | undefined;
      const leave = async () => {
        if (!leaveInstances(instances, own)) return;
        const running = findPostmaster(cluster);
        if (running) await stopPostmaster(running, stopWithinMs);
      };
      const release = () => {
        released ??= withFileLock(lock, leave);
        return released;
      };
      return { url: url.href, release };
    },
    { onWait },
  );
}

async function ensureRunning(options: EmbeddedOptions, onProgress: (message: string) => void) {
  const { dataDir, settings } = options;
  const account = requireAccount();
  const cluster = locateCluster(dataDir, account);
  const place: Place = { dataDir, cluster, urlFile: join(dataDir, "database-url") };
  const running = await settlePostmaster(cluster);
  if (running) return { cluster, url: keepAddress(place, requireAddress(place), running.port) };

  const binaries = requireBinaries(account);
  if (!existsSync(cluster)) {
    requireFresh(place);
    onProgress("Making the database…");
    const url = new URL(`postgresql://${databaseUser}@127.0.0.1/${databaseName}`);
    url.password = randomBytes(24).toString("base64url");
    const onCreated = () => writeAddress(place, url);
    createCluster({ initdb: binaries.initdb, cluster, password: url.password, account, onCreated });
  }
  const address = requireAddress(place);
  const url = keepAddress(place, address, await freePort(Number(address.port)));
  await startPostmaster({
    postgres: binaries.postgres,
    cluster,
    logFile: join(dataDir, "postgres.log"),
    account,
    settings: { ...ownSettings(Number(url.port)), ...settings },
    onRecovery: () => onProgress("The database was not shut down cleanly and is recovering…"),
  });
  return { cluster, url };
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

async function ensureDatabase(url: URL): Promise<void> {
  const maintenance = new URL(url);
  maintenance.pathname = "/postgres";
  const client = new pg.Client({ connectionString: maintenance.href });
  try {
    await client.connect();
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseError(`The database runs but can't be used: ${reason}.`, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}

function requireFresh({ cluster, urlFile }: Place): void {
  if (!existsSync(urlFile) || wasInterrupted(cluster)) return;
  throw new DatabaseError(
    `The database files in ${cluster} are gone, though ${urlFile} names them; restore them, or delete that file to begin anew.`,
  );
}

function requireAddress({ cluster, urlFile }: Place): URL {
  if (existsSync(urlFile)) return new URL(readFileSync(urlFile, "utf8").trim());
  throw new DatabaseError(
    `${cluster} holds a database, but ${urlFile} with its password is gone; restore that file, or move the database away to begin anew.`,
  );
}

/** The address stays what it is, so that those who know it can come back; only a port that was taken changes it. */
function keepAddress(place: Place, address: URL, port: number): URL {
  if (Number(address.port) === port) return address;
  const url = new URL(address);
  url.port = String(port);
  writeAddress(place, url);
  return url;
}

function writeAddress({ urlFile }: Place, url: URL): void {
  const draft = `${urlFile}.new`;
  writeFileSync(draft, `${url.href}\n`, { mode: 0o600 });
  renameSync(draft, urlFile);
}
