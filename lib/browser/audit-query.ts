import { type InfiniteData, infiniteQueryOptions } from "@tanstack/react-query";
import type { AuditLogState, AuditPage } from "../contract/audit";
import type { ExportFormat } from "../contract/export";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const pageSize = 50;

/** What the audit log's page is narrowed by, as the address has it. */
export type AuditSelection = { act: string | null; actor: string | null; since: string | null };

export function auditQuery(workspace: string, selection: AuditSelection) {
  const params = paramsOf(selection);
  params.set("limit", String(pageSize));
  return infiniteQueryOptions<AuditPage, Error, InfiniteData<AuditPage, string>, string[], string>({
    queryKey: ["audit", workspace, params.toString()],
    queryFn: ({ pageParam, signal }) => apiFetch<AuditPage>(pageParam, { signal }),
    initialPageParam: inWorkspace(`/api/v1/audit?${params}`, workspace),
    getNextPageParam: ({ next }) => next,
  });
}

/** Where the browser finds the same entries as a file. */
export function auditExportPath(workspace: string, selection: AuditSelection, format: ExportFormat): string {
  const params = paramsOf(selection);
  params.set("format", format);
  return inWorkspace(`/api/v1/audit/export?${params}`, workspace);
}

export const changeAuditRetention = (workspace: string, kept_days: number) =>
  apiFetch<AuditLogState>(inWorkspace("/api/v1/audit", workspace), { method: "PATCH", json: { kept_days } });

function paramsOf(selection: AuditSelection): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(selection)) if (value) params.set(name, value);
  return params;
}
