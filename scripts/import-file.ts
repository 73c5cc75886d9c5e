import { openDatabase } from "@/lib/server/db/open-database";
import { closePools } from "@/lib/server/db/pool";
import { prisma } from "@/lib/server/db/prisma";
import { env } from "@/lib/server/env";
import { type ImportCount, importLines } from "@/lib/server/ingest/import-lines";
import { appendAudit } from "@/lib/server/store/audit-log";
import { FriendlyError } from "./friendly-error.mjs";

/** Imports lines into the workspace of a name, beside whatever instance is running. */
export async function importFile(
  slug: string,
  lines: AsyncIterable<string>,
  onProgress: (count: ImportCount) => void,
): Promise<ImportCount> {
  const database = await openDatabase(env(), (message) => console.log(message), new AbortController().signal);
  try {
    const workspace = await prisma().workspace.findUnique({ where: { slug }, select: { id: true } });
    if (!workspace) throw new FriendlyError(`There is no workspace "${slug}".`);
    const actor = { kind: "system", id: null, label: "Command line" } as const;
    await appendAudit(workspace.id, { actor, act: "events.imported" });
    return await importLines(workspace.id, lines, onProgress);
  } finally {
    await prisma().$disconnect();
    await closePools();
    await database.release();
  }
}
