import { type ExportFormat, exportFormats } from "@/lib/contract/export";
import type { FieldError } from "@/lib/contract/problem";

export const exportContentTypes: Readonly<Record<ExportFormat, string>> = {
  ndjson: "application/x-ndjson; charset=utf-8",
  csv: "text/csv; charset=utf-8; header=present",
};

/** The `format` that an address asks for, ndjson where it says nothing. */
export function readExportFormat(query: URLSearchParams, errors: FieldError[]): ExportFormat {
  const given = query.getAll("format");
  const format = exportFormats.find((known) => known === (given[0] ?? "ndjson"));
  if (format && given.length <= 1) return format;
  errors.push({ path: "format", message: `Allowed: ${exportFormats.join(", ")}.` });
  return "ndjson";
}
