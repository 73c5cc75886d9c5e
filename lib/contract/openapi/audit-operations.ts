import { z } from "zod";
import { exportFormats } from "../export";
import { limitQuery, workspaceQuery } from "./filter-query";
import type { Operation } from "./operation";

const path = "/api/v1/audit";

const bound = (which: string) =>
  z
    .string()
    .optional()
    .meta({ description: `${which}: RFC 3339, or an age such as 15m, 24h, 7d, 2w` });

const filter = {
  act: z
    .array(z.string())
    .optional()
    .meta({ description: "Any of these acts, such as key.revoked, or key.* for all about keys" }),
  actor: z.array(z.string()).optional().meta({ description: "Any of these e-mails or public prefixes of keys" }),
  since: bound("From this instant on"),
  until: bound("Before this instant"),
};

export const auditOperations: readonly Operation[] = [
  {
    method: "GET",
    path,
    id: "listAuditEntries",
    tag: "Audit",
    summary: "What was done in the workspace, by whom and from where, newest first",
    query: z.object({
      ...filter,
      ...limitQuery,
      before: z.int().nonnegative().optional().meta({ description: "Cursors of the audit log below this one" }),
      ...workspaceQuery,
    }),
    answers: { 200: { description: "A page of the audit log", content: { "application/json": "AuditPage" } } },
  },
  {
    method: "PATCH",
    path,
    id: "changeAuditRetention",
    tag: "Audit",
    summary: "Keep the audit log for so many days, 30 at least",
    query: z.object(workspaceQuery),
    body: { "application/json": "AuditChange" },
    answers: { 200: { description: "Where the log begins and ends", content: { "application/json": "AuditLog" } } },
  },
  {
    method: "GET",
    path: `${path}/export`,
    id: "exportAudit",
    tag: "Audit",
    summary: "The audit log, oldest entry first; any number of them",
    query: z.object({ ...filter, format: z.enum(exportFormats).default("ndjson"), ...workspaceQuery }),
    answers: {
      200: {
        description: "One entry a line, or a table with details as JSON",
        content: { "application/x-ndjson": "text", "text/csv": "text" },
      },
    },
  },
];
