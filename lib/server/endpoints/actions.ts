import { access } from "@/lib/contract/access";
import { type ActionList, actionStates } from "@/lib/contract/action";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { route } from "../http/route";
import { modelsFor } from "../projections/models";
import { pageActions } from "../projections/read-actions";
import { listEnd, requireListQuery } from "./list-query";

export const actionsEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/actions"],
    async run({ caller, query: params }) {
      const fields = ["agent_id", "session_id", "task_id", "project", "source"] as const;
      const query = requireListQuery(params, { fields, states: actionStates });
      const page = await pageActions(await modelsFor(caller.reach), query);
      const end = listEnd("/api/v1/actions", params, { query, page });
      return jsonAnswer({ actions: page.items, ...end } satisfies ActionList);
    },
  }),
};
