import { stringify } from "csv-stringify/sync";
import type { AgentEvent } from "../contract/event";
import { csvColumns } from "../contract/export";

/** An event whose metadata is JSON text already, as it is stored. */
type WrittenEvent = Omit<AgentEvent, "metadata"> & { metadata: string };

/** The names of the columns as the first line of a table. */
export const csvHead = () => csvLines([csvColumns]);

/** Events as lines of a table: RFC 4180, and no cell that a spreadsheet would take for a formula. */
export function csvOf(events: readonly WrittenEvent[]): string {
  return csvLines(events.map((event) => csvColumns.map((name) => event[name] ?? null)));
}

function csvLines(rows: readonly (readonly unknown[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: "windows", cast: { boolean: String } },
  );
}
