import { stringify } from "csv-stringify/sync";

/** Lines of a table: RFC 4180, and no cell that a spreadsheet would take for a formula. */
export function csvLines(rows: readonly (readonly unknown[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: "windows", cast: { boolean: String } },
  );
}
