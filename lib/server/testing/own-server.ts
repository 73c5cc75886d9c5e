import { rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll } from "vitest";
import { startEmbeddedDatabase } from "../db/embedded";
import { applyMigrations } from "../db/migrate";
import { closePools, setDatabaseUrl } from "../db/pool";
import { prisma } from "../db/prisma";
import { DatabaseLink } from "./database-link";
import { makeHome } from "./embedded-instance";

/** A PostgreSQL that a test may break, and the line by which the code under test reaches it. */
export type OwnServer = { url: string; cluster: string; link: DatabaseLink };

/** A server of this test file's own, migrated, which the code under test uses as the process's database. */
export function withOwnServer(settings: Readonly<Record<string, string | number>> = {}): () => OwnServer {
  let own: OwnServer | undefined;
  beforeAll(async () => {
    const home = makeHome();
    const dataDir = join(home, "data");
    const { url, release } = await startEmbeddedDatabase({ dataDir, settings });
    await applyMigrations(url, "prisma/migrations");
    const link = new DatabaseLink(url);
    await link.open();
    setDatabaseUrl(link.url);
    own = { url, cluster: join(dataDir, "postgres"), link };
    return async () => {
      await Promise.all([prisma().$disconnect(), closePools()]);
      await link.cut();
      await release();
      rmSync(home, { recursive: true });
    };
  });
  return () => {
    if (!own) throw new Error("the server runs during tests only");
    return own;
  };
}
