import { access } from "@/lib/contract/access";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { refuseUnknownParameters, route } from "../http/route";
import { modelsFor } from "../projections/models";
import { readProgress } from "../projections/read-progress";

export const readModelsEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/read-models"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      return jsonAnswer(await readProgress(await modelsFor(caller.reach)));
    },
  }),
};
