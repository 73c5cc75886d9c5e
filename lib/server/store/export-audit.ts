import { type AuditEntry, auditColumns } from "@/lib/contract/audit";
import type { ExportFormat } from "@/lib/contract/export";
import { csvLines } from "@/lib/timeline/csv-lines";
import { type AuditFilter, pageAudit } from "./read-audit";

const pageEntriesMax = 500;

/** The entries that a filter lets through, oldest first, up to a cursor, as chunks of bytes: a page in memory at a time. */
export async function* exportAudit(
  workspaceId: number,
  filter: AuditFilter,
  { format, upTo, signal }: { format: ExportFormat; upTo: number; signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  if (format === "csv") yield encoder.encode(csvLines([auditColumns]));
  let after = 0;
  while (!signal.aborted) {
    const range = { order: "asc", limit: pageEntriesMax, after, before: upTo + 1 } as const;
    const { entries, hasMore } = await pageAudit(workspaceId, filter, range);
    if (entries.length > 0) yield encoder.encode(format === "csv" ? csvLines(entries.map(cellsOf)) : ndjsonOf(entries));
    if (!hasMore) return;
    after = entries.at(-1)?.cursor ?? upTo;
  }
}

const ndjsonOf = (entries: readonly AuditEntry[]) => `${entries.map((entry) => JSON.stringify(entry)).join("\n")}\n`;

function cellsOf({ actor, details, ...entry }: AuditEntry): unknown[] {
  const cells: Record<(typeof auditColumns)[number], unknown> = {
    ...entry,
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor: actor.label,
    details: JSON.stringify(details),
  };
  return auditColumns.map((name) => cells[name]);
}
