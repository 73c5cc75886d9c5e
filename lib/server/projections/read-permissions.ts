import type { Permission } from "@/lib/contract/permission";
import { instantOf, rawEventTypes } from "../store/event-row";
import { Bindings } from "../store/where-from-filter";
import { type ListConditions, type ListPage, type ListQuery, listConditions, listPage } from "./list-query";
import { type ModelsId, poolOf } from "./models";

type Row = {
  agent_id: string;
  operation: string;
  allowed: string;
  denied: string;
  denied_at: string | null;
  denial_reason: string | null;
  denial_cursor: string | null;
  last_seen: string;
  last_cursor: string;
};

/** Fields that a list of permissions may be narrowed by. */
const fields = {
  agent_id: "agent_id",
  operation: "operation",
} as const satisfies ListConditions;

/** The matrix of a workspace's agents and operations, the one decided last first. */
export async function pagePermissions(models: ModelsId, query: ListQuery): Promise<ListPage<Permission>> {
  const bindings = new Bindings();
  const where = listConditions(models, query, { place: "last_cursor", fields, bindings });
  const { rows } = await poolOf(models).query<Row>({
    text: `SELECT t.* FROM permissions t WHERE ${where} ORDER BY t.last_cursor DESC LIMIT ${bindings.bind(query.limit + 1)}`,
    values: bindings.values,
    types: rawEventTypes,
  });
  return listPage(rows, query.limit, { item: permissionOf, place: (row) => Number(row.last_cursor) });
}

function permissionOf(row: Row): Permission {
  return {
    agent_id: row.agent_id === "" ? null : row.agent_id,
    operation: row.operation === "" ? null : row.operation,
    allowed: Number(row.allowed),
    denied: Number(row.denied),
    last_denial:
      row.denied_at === null
        ? null
        : { at: instantOf(row.denied_at), reason: row.denial_reason, cursor: Number(row.denial_cursor) },
    last_seen: instantOf(row.last_seen),
    cursor: Number(row.last_cursor),
  };
}
