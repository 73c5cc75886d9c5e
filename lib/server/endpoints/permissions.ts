import { access } from "@/lib/contract/access";
import type { PermissionList } from "@/lib/contract/permission";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { route } from "../http/route";
import { modelsFor } from "../projections/models";
import { pagePermissions } from "../projections/read-permissions";
import { listEnd, requireListQuery } from "./list-query";

export const permissionsEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/permissions"],
    async run({ caller, query: params }) {
      const fields = ["agent_id", "operation"] as const;
      const query = requireListQuery(params, { fields });
      const page = await pagePermissions(await modelsFor(caller.reach), query);
      const end = listEnd("/api/v1/permissions", params, { query, page });
      return jsonAnswer({ permissions: page.items, ...end } satisfies PermissionList);
    },
  }),
};
