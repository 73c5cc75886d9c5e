import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import pg from "pg";
import { wasInterrupted } from "./cluster";
import { DatabaseError } from "./database-error";
import type { Account } from "./embedded-account";

/** Where an embedded database lies, whom it runs as, and the file that keeps its address. */
export interface Place {
  dataDir: string;
  cluster: string;
  urlFile: string;
  account: Account | null;
}

export const databaseName = "sightline";

/** Makes the database in a server that has none of that name yet. */
export async function ensureDatabase(url: URL): Promise<void> {
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

export function requireFresh({ cluster, urlFile }: Place): void {
  if (!existsSync(urlFile) || wasInterrupted(cluster)) return;
  throw new DatabaseError(
    `The database files in ${cluster} are gone, though ${urlFile} names them; restore them, or delete that file to begin anew.`,
  );
}

/** Data that was removed under a running app is not made anew behind its back. */
export function requireFiles({ cluster }: Place): void {
  if (!existsSync(cluster)) throw new DatabaseError(`The database files in ${cluster} are gone.`);
}

export function requireAddress({ cluster, urlFile }: Place): URL {
  if (existsSync(urlFile)) return new URL(readFileSync(urlFile, "utf8").trim());
  throw new DatabaseError(
    `${cluster} holds a database, but ${urlFile} with its password is gone; restore that file, or move the database away to begin anew.`,
  );
}

/** The address stays what it is, so that those who know it can come back; only a port that was taken changes it. */
export function keepAddress(place: Place, address: URL, port: number): URL {
  if (Number(address.port) === port) return address;
  const url = new URL(address);
  url.port = String(port);
  writeAddress(place, url);
  return url;
}

export function writeAddress({ urlFile }: Place, url: URL): void {
  const draft = `${urlFile}.new`;
  writeFileSync(draft, `${url.href}\n`, { mode: 0o600 });
  renameSync(draft, urlFile);
}
