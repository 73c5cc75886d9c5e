import { access } from "@/lib/contract/access";
import { exportFloorHeader, exportHeadHeader } from "@/lib/contract/export";
import type { FieldError } from "@/lib/contract/problem";
import { fixTimes, formatFilter, parseFilter } from "@/lib/timeline/filter";
import { AppError } from "../errors";
import type { MethodTable } from "../http/methods";
import { fieldProblem, route } from "../http/route";
import { exportEvents } from "../store/export-events";
import { readLog } from "../store/read-log";
import { auditExport } from "./audit-export";
import { exportContentTypes, readExportFormat } from "./export-format";

/**
 * `GET /api/v1/events/export`: any number of events, up to the head that the log has now. `after` a cursor goes on where
 * an export was cut off; with `before` it comes in parts.
 */
export const exportEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/events/export"],
    async run({ caller, query, exchange }) {
      const parsed = parseFilter(query, { besides: ["format", "after", "before", "workspace"] });
      const errors: FieldError[] = parsed.ok ? [] : parsed.errors;
      const format = readExportFormat(query, errors);
      const after = readCursor(query, "after", errors);
      const before = readCursor(query, "before", errors);
      if (!parsed.ok || errors.length > 0) throw fieldProblem("malformed", errors);
      const log = await readLog(caller.workspace.id);
      if (!log) throw new AppError("not_found", { public: "No such workspace." });
      const { head, floor } = log;
      const range = {
        after: Math.max(after ?? 0, floor - 1),
        upTo: Math.min(head, before === undefined ? head : before - 1),
        signal: exchange.signal,
      };
      const filter = fixTimes(parsed.filter, Date.now());
      await auditExport({ caller, exchange }, { filter: formatFilter(filter).toString(), format });
      return {
        status: 200,
        headers: {
          "content-type": exportContentTypes[format],
          "content-disposition": `attachment; filename="${caller.workspace.slug}-events-to-${range.upTo}.${format}"`,
          "cache-control": "no-store",
          [exportHeadHeader]: String(head),
          [exportFloorHeader]: String(floor),
        },
        body: exportEvents(caller.reach, filter, { ...range, format }),
      };
    },
  }),
};

function readCursor(query: URLSearchParams, name: string, errors: FieldError[]): number | undefined {
  const given = query.getAll(name);
  if (given.length === 0) return undefined;
  if (given.length === 1 && /^\d{1,15}$/.test(given[0] ?? "")) return Number(given[0]);
  errors.push({ path: name, message: "Must be one cursor, a whole number from 0." });
  return undefined;
}
