import type pg from "pg";

const columns = [
  ["event_id", "UUID"],
  ["event_type", "TEXT"],
  ["timestamp", "TIMESTAMPTZ"],
  ["agent_id", "TEXT"],
  ["agent_name", "TEXT"],
  ["agent_role", "TEXT"],
  ["operation", "TEXT"],
  ["source", "TEXT"],
  ["status", "TEXT"],
  ["severity", "TEXT"],
  ["session_id", "TEXT"],
  ["task_id", "TEXT"],
  ["trace_id", "TEXT"],
  ["correlation_id", "TEXT"],
  ["project", "TEXT"],
  ["category", "TEXT"],
  ["metadata", "JSON"],
  ["api_key", "TEXT"],
] as const;
export const columnNames = columns.map(([name]) => name);

const definitions = columns.map(([name, type]) => `${name} ${type}`).join(", ");
const names = columnNames.join(", ");

/** A function that appends the rows of `source`, which has our columns, in the order of `place`. */
const appender = (head: string, { source, ids, place }: { source: string; ids: string; place: string }) => `
  CREATE FUNCTION ${head} LANGUAGE plpgsql VOLATILE AS $$
  DECLARE base BIGINT; known UUID[]; accepted BIGINT;
  BEGIN
    SELECT l.head INTO base FROM logs l WHERE l.workspace_id = p_workspace_id FOR UPDATE;
    known := stored_event_ids(p_workspace_id, ARRAY(${ids}));
    INSERT INTO events (workspace_id, cursor, received_at, ${names})
    SELECT p_workspace_id, base + row_number() OVER (ORDER BY ${place}), clock_timestamp(), ${columnNames.map((name) => `d.${name}`).join(", ")}
    FROM ${source}
    WHERE known IS NULL OR d.event_id <> ALL (known);
    GET DIAGNOSTICS accepted = ROW_COUNT;
    UPDATE logs SET head = base + accepted WHERE workspace_id = p_workspace_id;
    RETURN base;
  END $$`;

/** Makes the ways to append that were turned down, in a database of the benchmark's own. Each looks for stored ids first, as soundly as ours. */
export async function createVariants(client: pg.Client): Promise<void> {
  const parameters = columns.map(([name, type]) => `p_${name} ${type}[]`).join(", ");
  const unnested = `unnest(${columnNames.map((name) => `p_${name}`).join(", ")}) WITH ORDINALITY AS d (${names}, place)`;
  await client.query(
    appender(`append_unnest(p_workspace_id INTEGER, ${parameters}) RETURNS BIGINT`, {
      source: unnested,
      ids: "SELECT unnest(p_event_id)",
      place: "d.place",
    }),
  );
  for (const [json, recordset] of [
    ["json", "json_to_recordset"],
    ["jsonb", "jsonb_to_recordset"],
  ] as const) {
    const rows = `ROWS FROM (${recordset}(p_events) AS (${definitions})) WITH ORDINALITY AS d (${names}, place)`;
    await client.query(
      appender(`append_${json}(p_workspace_id INTEGER, p_events ${json}) RETURNS BIGINT`, {
        source: rows,
        ids: `SELECT d.event_id FROM ${rows}`,
        place: "d.place",
      }),
    );
  }
  await client.query(`CREATE TABLE staged (place INTEGER, ${definitions})`);
  await client.query(
    appender("append_staged(p_workspace_id INTEGER) RETURNS BIGINT", {
      source: "staging d",
      ids: "SELECT event_id FROM staging",
      place: "d.place",
    }),
  );
}
