import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { findAgent, listAgents } from "../projections/agents";

const reader = { scope: "read", role: "viewer" } as const;

export const agentsEndpoint: MethodTable = {
  GET: route({
    caller: reader,
    async run({ caller, query }) {
      const result = await listAgents(caller.workspace.id, query, Date.now());
      if (!result.ok) throw fieldProblem("malformed", result.errors);
      return jsonAnswer(result.list);
    },
  }),
};

export const agentEndpoint: MethodTable = {
  GET: route({
    caller: reader,
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const agent = await findAgent(caller.workspace.id, exchange.params.agent_id ?? "", Date.now());
      if (!agent) throw new AppError("not_found", { public: "No such agent." });
      return jsonAnswer(agent);
    },
  }),
};
