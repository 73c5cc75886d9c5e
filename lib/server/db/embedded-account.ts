import { spawnSync } from "node:child_process";
import { chownSync } from "node:fs";
import { DatabaseError } from "./database-error";

/** Whom the database server runs as. */
export interface Account {
  uid: number;
  gid: number;
}

const ownAccount = "sightline";

/** PostgreSQL refuses to run as root: root lends it an unprivileged account. Null: it runs as ourselves. */
export function requireAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const existing = findAccount("postgres") ?? findAccount(ownAccount);
  if (existing) return existing;
  createAccount();
  const created = findAccount(ownAccount);
  if (created) return created;
  throw new DatabaseError(
    `PostgreSQL refuses to run as root, and no system user "${ownAccount}" could be made for it; start as another user, or set DATABASE_URL.`,
  );
}

/** What a child process needs to run as the account. */
export function spawnAs(account: Account | null): Partial<Account> {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

export function giveTo(account: Account | null, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/** Whether the account may pass through the folder and all of its parents. */
export function canReach(account: Account | null, folder: string): boolean {
  return (
    account === null || spawnSync("/bin/sh", ["-c", 'test -x "$0/."', folder], { ...account, cwd: "/" }).status === 0
  );
}

function findAccount(name: string): Account | null {
  const [uid, gid] = ["-u", "-g"].map((flag) =>
    Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout || NaN),
  );
  return uid && gid ? { uid, gid } : null;
}

function createAccount(): void {
  const made = spawnSync("useradd", [
    "--system",
    "--user-group",
    "--no-create-home",
    "--shell",
    "/usr/sbin/nologin",
    ownAccount,
  ]);
  if (made.status !== 0) spawnSync("adduser", ["--system", "--group", "--no-create-home", ownAccount]);
}
