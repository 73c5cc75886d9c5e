import { access } from "@/lib/contract/access";
import { type AgentSeriesSpan, agentSeriesSpans } from "@/lib/contract/series-spans";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { modelsFor } from "../projections/models";
import { readAgentSeries } from "../projections/read-agent-series";

export const agentSeriesEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/agents/activity/series"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, ["span"]);
      const [span = "1h", ...others] = query.getAll("span");
      if (others.length > 0 || !Object.hasOwn(agentSeriesSpans, span)) {
        const message = `Must be one of ${Object.keys(agentSeriesSpans).join(", ")}.`;
        throw fieldProblem("malformed", [{ path: "span", message }]);
      }
      const models = await modelsFor(caller.reach);
      return jsonAnswer(await readAgentSeries(models, span as AgentSeriesSpan, Date.now()));
    },
  }),
};
