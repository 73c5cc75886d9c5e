import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { AppendDraft } from "@/lib/server/store/append-events";
import { columnNames } from "./variant-functions";

/** Appends drafts to a workspace by one statement or another, over a connection of its own. */
export type AppendBy = (client: pg.Client, workspaceId: number, drafts: readonly AppendDraft[]) => Promise<unknown>;

const arrays = columnNames.map((_, i) => `$${i + 2}`).join(", ");

/** The ways that were turned down; each as a named prepared statement. */
export const appendBy: Readonly<Record<string, AppendBy>> = {
  "unnest of text arrays, look first": (client, workspaceId, drafts) =>
    client.query({
      name: "unnest",
      text: `SELECT append_unnest($1, ${arrays})`,
      values: [workspaceId, ...columnNames.map((name) => drafts.map((draft) => draft[name]))],
    }),
  "one json parameter, look first": (client, workspaceId, drafts) =>
    client.query({ name: "json", text: "SELECT append_json($1, $2)", values: [workspaceId, jsonOf(drafts)] }),
  "one jsonb parameter, look first": (client, workspaceId, drafts) =>
    client.query({ name: "jsonb", text: "SELECT append_jsonb($1, $2)", values: [workspaceId, jsonOf(drafts)] }),
  "COPY into a staging table, look first": async (client, workspaceId, drafts) => {
    await client.query("BEGIN");
    await client.query("CREATE TEMPORARY TABLE IF NOT EXISTS staging (LIKE staged) ON COMMIT DELETE ROWS");
    const copying = client.query(copyFrom(`COPY staging (place, ${columnNames.join(", ")}) FROM STDIN`));
    await pipeline(Readable.from([drafts.map(copyLine).join("")]), copying);
    await client.query({ name: "staged", text: "SELECT append_staged($1)", values: [workspaceId] });
    await client.query("COMMIT");
  },
};

function jsonOf(drafts: readonly AppendDraft[]): string {
  const rows = drafts.map(
    ({ metadata, ...fields }) => `${JSON.stringify(fields).slice(0, -1)},"metadata":${metadata}}`,
  );
  return `[${rows.join(",")}]`;
}

function copyLine(draft: AppendDraft, place: number): string {
  const cells = columnNames.map((name) => draft[name]?.replace(/[\\\t\n\r]/g, "\\$&") ?? "\\N");
  return `${place}\t${cells.join("\t")}\n`;
}
