import { access } from "@/lib/contract/access";
import { type AuditPage, auditChange } from "@/lib/contract/audit";
import { type AuditAct, auditActs, auditFamilies, isAuditAct } from "@/lib/contract/audit-acts";
import type { FieldError } from "@/lib/contract/problem";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { appendAudit } from "../store/audit-log";
import { changeAuditRetention } from "../store/audit-retention";
import { exportAudit } from "../store/export-audit";
import { type AuditFilter, pageAudit, readAuditLog } from "../store/read-audit";
import { actedBy } from "./acted-by";
import { exportContentTypes, readExportFormat } from "./export-format";
import { requireListQuery } from "./list-query";

const filterNames = ["act", "actor", "since", "until"] as const;

/** `/api/v1/audit`: what was done in a workspace, by whom and from where. */
export const auditEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/audit"],
    async run({ caller: { workspace }, query }) {
      refuseUnknownParameters(query, [...filterNames, "limit", "before"]);
      const { filter, limit, before } = readAuditQuery(query);
      const [log, { entries, hasMore }] = await Promise.all([
        readAuditLog(workspace.id),
        pageAudit(workspace.id, filter, { order: "desc", limit, before }),
      ]);
      const last = entries.at(-1);
      const next = hasMore && last ? nextAddress(query, { filter, limit, before: last.cursor }) : null;
      return jsonAnswer({ entries, has_more: hasMore, next, ...log } satisfies AuditPage);
    },
  }),
  PATCH: route({
    caller: access["PATCH /api/v1/audit"],
    body: auditChange,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      await changeAuditRetention(caller.workspace.id, body.kept_days, actedBy(caller, exchange));
      return jsonAnswer(await readAuditLog(caller.workspace.id));
    },
  }),
};

/** `GET /api/v1/audit/export`: any number of entries, oldest first, up to the newest that there is now. */
export const auditExportEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/audit/export"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, [...filterNames, "format"]);
      const errors: FieldError[] = [];
      const format = readExportFormat(query, errors);
      if (errors.length > 0) throw fieldProblem("malformed", errors);
      const { filter } = readAuditQuery(query);
      const { id, slug } = caller.workspace;
      const { head: upTo } = await readAuditLog(id);
      const details = { format, up_to: upTo };
      await appendAudit(id, { ...actedBy(caller, exchange), act: "audit.exported", details });
      return {
        status: 200,
        headers: {
          "content-type": exportContentTypes[format],
          "content-disposition": `attachment; filename="${slug}-audit-to-${upTo}.${format}"`,
          "cache-control": "no-store",
        },
        body: exportAudit(id, filter, { format, upTo, signal: exchange.signal }),
      };
    },
  }),
};

function readAuditQuery(query: URLSearchParams): { filter: AuditFilter; limit: number; before: number | undefined } {
  const { act, actor } = { act: valuesOf(query, "act"), actor: valuesOf(query, "actor") };
  const unknown = act.filter((name) => actsNamed(name).length === 0);
  if (unknown.length > 0) {
    const families = auditFamilies.map((family) => `${family}.*`).join(", ");
    throw fieldProblem("malformed", [{ path: "act", message: `Must be acts such as key.revoked, or of ${families}.` }]);
  }
  const others = new URLSearchParams([...query].filter(([name]) => !["act", "actor", "format"].includes(name)));
  const { limit, before, filter } = requireListQuery(others, { fields: [] });
  return {
    limit,
    before,
    filter: {
      acts: act.length > 0 ? act.flatMap(actsNamed) : undefined,
      actors: actor.length > 0 ? actor : undefined,
      since: filter.since,
      until: filter.until,
    },
  };
}

const valuesOf = (query: URLSearchParams, name: string) =>
  query
    .getAll(name)
    .flatMap((text) => text.split(","))
    .map((text) => text.trim())
    .filter((text) => text !== "");

/** An act by its name, or all of a family by `key.*`; none for what is neither. */
function actsNamed(name: string): AuditAct[] {
  if (isAuditAct(name)) return [name];
  const acts = Object.keys(auditActs).filter(isAuditAct);
  return name.endsWith(".*") ? acts.filter((act) => act.startsWith(name.slice(0, -1))) : [];
}

/** Relative times go on as the instants that they meant on the first page. */
function nextAddress(
  query: URLSearchParams,
  { filter, limit, before }: { filter: AuditFilter; limit: number; before: number },
): string {
  const next = new URLSearchParams(query);
  if (filter.since !== undefined) next.set("since", filter.since);
  if (filter.until !== undefined) next.set("until", filter.until);
  next.set("limit", String(limit));
  next.set("before", String(before));
  return `/api/v1/audit?${next}`;
}
