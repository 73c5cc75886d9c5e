import { rmSync } from "node:fs";
import { join } from "node:path";
import { startEmbeddedDatabase } from "@/lib/server/db/embedded";
import { applyMigrations } from "@/lib/server/db/migrate";
import { closePools, pool, setDatabaseUrl } from "@/lib/server/db/pool";
import { catchUp } from "@/lib/server/projections/catch-up";
import { projections } from "@/lib/server/projections/registry";
import { type AppendDraft, appendEvents } from "@/lib/server/store/append-events";
import { makeHome } from "@/lib/server/testing/embedded-instance";
import { createTestWorkspace } from "@/lib/server/testing/test-workspace";
import type { Figure } from "./crash/figure";
import { eventLines, generatedColumns } from "./query/generate-events";

const eventsDefault = 200_000;
const batch = 100;
const eventsADay = 200_000;
const billion = 1_000_000_000;

/**
 * Bytes that a stored event costs: in the log's table, each of its indexes, the read models and the WAL, beside the event's own
 * JSON: `npm run bench -- storage 1000000`. Appended by a hundred, as a busy hook does, with PostgreSQL's own settings.
 */
export default async function storage([wanted]: readonly string[] = []): Promise<Figure[]> {
  const events = Number(wanted ?? eventsDefault);
  const figures: Figure[] = [];
  const note = (name: string, bytes: number) =>
    figures.push({ name, value: Number((bytes / events).toPrecision(3)), unit: "bytes an event" });
  const home = makeHome();
  const database = await startEmbeddedDatabase({ dataDir: join(home, "data") });
  try {
    await applyMigrations(database.url, "prisma/migrations");
    setDatabaseUrl(database.url);
    const { id } = await createTestWorkspace();
    const draftAt = generatedDrafts(id, events);

    let json = 0;
    let before = await walBytes();
    for (let from = 1; from <= events; from += batch) {
      const drafts = Array.from({ length: Math.min(batch, events - from + 1) }, (_, i) => draftAt(from + i));
      for (const { metadata, ...draft } of drafts) {
        json += Buffer.byteLength(JSON.stringify({ ...draft, metadata: JSON.parse(metadata) }));
      }
      await appendEvents(id, drafts);
    }
    note("JSON as posted", json);
    note("WAL of the append", (await walBytes()) - before);
    const log = await sizeOf("events");
    note("the log's table", log.table);
    for (const { name, bytes } of log.indexes) note(`index ${name}`, bytes);
    note("the log with its indexes", log.all);

    before = await walBytes();
    let readModels = 0;
    for (const projection of projections) {
      await catchUp(id, { projections: [projection] });
      const sizes = await Promise.all(projection.tables.map((table) => sizeOf(table)));
      const bytes = sizes.reduce((sum, { all }) => sum + all, 0);
      note(`read model ${projection.name}`, bytes);
      readModels += bytes;
    }
    note("all read models", readModels);
    note("WAL of the read models", (await walBytes()) - before);
    note("everything", log.all + readModels);
    const terabytes = ((log.all + readModels) / events) * (billion / 1e12);
    figures.push({ name: "a billion events", value: Number(terabytes.toPrecision(3)), unit: "TB" });
  } finally {
    await closePools();
    await database.release();
    rmSync(home, { recursive: true, force: true });
  }
  return figures;
}

function generatedDrafts(workspaceId: number, events: number): (cursor: number) => AppendDraft {
  const line = eventLines({ workspaceId, events, endMs: Date.now(), days: Math.max(1, events / eventsADay) });
  return (cursor) => {
    const values = line(cursor).split("\t");
    const fields = generatedColumns.map((name, i) => [name, values[i] === "\\N" ? null : values[i]] as const);
    // COPY's instants are PostgreSQL's own writing.
    const { workspace_id: _workspace, cursor: _cursor, received_at: _received, ...draft } = Object.fromEntries(fields);
    return {
      ...draft,
      timestamp: new Date(String(draft.timestamp)).toISOString().replace("Z", "000Z"),
    } as unknown as AppendDraft;
  };
}

async function walBytes(): Promise<number> {
  const { rows } = await pool("query").query("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS bytes");
  return Number(rows[0]?.bytes);
}

/** With its overflow and, in `all`, its indexes. */
async function sizeOf(table: string) {
  const { rows } = await pool("query").query<{ table: string; all: string }>(
    'SELECT pg_table_size($1::regclass) AS "table", pg_total_relation_size($1::regclass) AS "all"',
    [table],
  );
  const { rows: indexes } = await pool("query").query<{ name: string; bytes: string }>(
    "SELECT indexrelid::regclass::text AS name, pg_relation_size(indexrelid) AS bytes FROM pg_index WHERE indrelid = $1::regclass",
    [table],
  );
  return {
    table: Number(rows[0]?.table),
    all: Number(rows[0]?.all),
    indexes: indexes.map(({ name, bytes }) => ({ name, bytes: Number(bytes) })),
  };
}
