import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { processState } from "../process-state";
import { findAgent, listAgents } from "../projections/agents";
import { RecentCache } from "../recent-cache";

const lists = processState(
  "agent-lists",
  () => new RecentCache<Awaited<ReturnType<typeof listAgents>>>({ ttlMs: 1_000, entriesMax: 100 }),
);

const reader = { scope: "read", role: "viewer" } as const;

export const agentsEndpoint: MethodTable = {
  GET: route({
    caller: reader,
    async run({ caller, query }) {
      // Everybody who looks at the list within a second gets the same one: it costs what all of its agents did.
      const key = `${caller.workspace.id} ${query}`;
      const result = await lists.get(key, () => listAgents(caller.workspace.id, query, Date.now()));
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
