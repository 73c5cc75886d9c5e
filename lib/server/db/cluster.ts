import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { DatabaseError } from "./database-error";
import { type Account, canReach, giveTo, spawnAs } from "./embedded-account";
import { systemFolder } from "./embedded-binaries";

interface CreateClusterOptions {
  initdb: string;
  cluster: string;
  password: string;
  account: Account | null;
  /** Called when the files are whole, before they take their final name. */
  onCreated: () => void;
  signal: AbortSignal | undefined;
}

/** The owner of the database, and its superuser. */
export const databaseUser = "sightline";

/**
 * Where the database's files are: in the data directory, or, where root's account can't pass through to it, in a
 * system folder that `cluster-path` in the data directory remembers.
 */
export function locateCluster(dataDir: string, account: Account | null): string {
  const home = realpathSync(dataDir);
  const pointer = join(home, "cluster-path");
  if (existsSync(pointer)) return readFileSync(pointer, "utf8").trim();
  if (canReach(account, home)) return join(home, "postgres");
  const elsewhere = join(systemFolder, randomUUID());
  mkdirSync(elsewhere, { recursive: true });
  // A umask may have closed what the account must pass through.
  for (const folder of [systemFolder, elsewhere]) chmodSync(folder, 0o711);
  const cluster = join(elsewhere, "postgres");
  writeFileSync(pointer, `${cluster}\n`, { mode: 0o600 });
  return cluster;
}

/** Makes the files aside and renames them, so that a cluster with its final name is a whole one. */
export async function createCluster(options: CreateClusterOptions): Promise<void> {
  const { initdb, cluster, password, account, onCreated, signal } = options;
  const draft = draftOf(cluster);
  const passwordFile = `${cluster}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  giveTo(account, draft);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveTo(account, passwordFile);
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const access = [`--username=${databaseUser}`, "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const making = promisify(execFile)(initdb, ["-D", draft, ...locale, ...access], {
    ...spawnAs(account),
    cwd: "/",
    env: { ...process.env, LC_ALL: "C" },
    ...(signal ? { signal } : {}),
  });
  // An abort rejects before the programs that it ends have gone.
  const gone = new Promise((resolve) => making.child.once("close", resolve));
  try {
    await making;
  } catch (error) {
    await gone;
    signal?.throwIfAborted();
    const { message, stderr = "" } = error as Error & { stderr?: string };
    const reason = stderr.trim().split("\n").slice(-2).join(" | ") || message;
    throw new DatabaseError(`The database's files could not be made in ${cluster}: ${reason}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  onCreated();
  renameSync(draft, cluster);
}

/** Whether making the files was interrupted, which explains an address without a database. */
export function wasInterrupted(cluster: string): boolean {
  return existsSync(draftOf(cluster));
}

function draftOf(cluster: string): string {
  return `${cluster}.new`;
}
