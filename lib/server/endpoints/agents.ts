import { access } from "@/lib/contract/access";
import type { Agent, AgentList } from "@/lib/contract/agent";
import { type AgentLabels, agentDraft, agentLabels } from "@/lib/contract/agent-labels";
import type { JsonObject } from "@/lib/contract/event";
import type { Reach } from "@/lib/contract/reach";
import { agentStates } from "@/lib/contract/states";
import { agentAt } from "@/lib/timeline/agent-course";
import type { Caller } from "../auth/identify";
import { AppError } from "../errors";
import { type Exchange, jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { refuseUnknownParameters, route } from "../http/route";
import { type Act, appendAct } from "../ingest/append-act";
import { agentsProjection } from "../projections/agents";
import { catchUp } from "../projections/catch-up";
import { modelsFor } from "../projections/models";
import { pageAgents } from "../projections/page-agents";
import { findAgent } from "../projections/read-agents";
import { appendAudit } from "../store/audit-log";
import { actedBy } from "./acted-by";
import { idOf, listEnd, requireListQuery } from "./list-query";
import { requireWhole } from "./require-whole";

const identifiers = ["agent_id", "agent_role", "session_id", "task_id", "trace_id", "correlation_id"] as const;
const fields = [...identifiers, "project", "source"] as const;

/** A page of the agents within reach. Throws the problem that names each parameter at fault. */
export async function listAgents(reach: Reach, params: URLSearchParams): Promise<AgentList> {
  const nowMs = Date.now();
  const query = requireListQuery(params, { fields, states: agentStates, archived: true });
  const page = await pageAgents(await modelsFor(reach), query, nowMs);
  const end = listEnd("/api/v1/agents", params, { query, page });
  return { agents: page.items.map((course) => agentAt(course, nowMs)), ...end };
}

/** Null for an agent that no event within reach tells of. */
export const readAgent = async (reach: Reach, agentId: string): Promise<Agent | null> =>
  findAgent(await modelsFor(reach), agentId, Date.now());

export const agentsEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/agents"],
    run: async ({ caller, query }) => jsonAnswer(await listAgents(caller.reach, query)),
  }),
  POST: route({
    caller: access["POST /api/v1/agents"],
    body: agentDraft,
    async run({ caller, query, exchange, body: { agent_id, ...labels } }) {
      refuseUnknownParameters(query, []);
      requireWhole(caller, "An agent without events is in none of them.");
      if (await findCurrent(caller, agent_id)) {
        throw new AppError("conflict", { public: "There is an agent of this id: change it with PATCH." });
      }
      await act(
        { caller, exchange },
        { event_type: "agent_created", agentId: agent_id, project: null, metadata: metadataOf(labels) },
      );
      return jsonAnswer(await findCurrent(caller, agent_id), 201);
    },
  }),
};

export const agentEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/agents/{agent_id}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const id = idOf(exchange.params, "agent_id");
      const agent = id === null ? null : await readAgent(caller.reach, id);
      if (!agent) throw noSuchAgent();
      return jsonAnswer(agent);
    },
  }),
  PATCH: route({
    caller: access["PATCH /api/v1/agents/{agent_id}"],
    body: agentLabels,
    async run({ caller, query, exchange, body }) {
      refuseUnknownParameters(query, []);
      const { agent_id: agentId, project } = await requireCurrent(caller, exchange.params);
      const metadata = metadataOf(body);
      if (Object.keys(body).length > 0) {
        await act({ caller, exchange }, { event_type: "agent_updated", agentId, project, metadata });
      }
      return jsonAnswer(await findCurrent(caller, agentId));
    },
  }),
  DELETE: route({
    caller: access["DELETE /api/v1/agents/{agent_id}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const { agent_id: agentId, project } = await requireCurrent(caller, exchange.params);
      await act({ caller, exchange }, { event_type: "agent_deleted", agentId, project, metadata: {} });
      await findCurrent(caller, agentId);
      return { status: 204, headers: {}, body: null };
    },
  }),
};

/** The agent as everything says that was acknowledged by now. */
async function findCurrent(caller: Caller, agentId: string) {
  const models = await modelsFor(caller.reach);
  await catchUp(models, { projections: [agentsProjection] });
  return findAgent(models, agentId, Date.now());
}

async function requireCurrent(caller: Caller, params: Readonly<Record<string, string>>) {
  const id = idOf(params, "agent_id");
  const agent = id === null ? null : await findCurrent(caller, id);
  if (!agent) throw noSuchAgent();
  return agent;
}

const noSuchAgent = () => new AppError("not_found", { public: "No such agent." });

/** `fields` names what was changed, for people who read the event. */
const metadataOf = (labels: AgentLabels): JsonObject => ({
  ...(JSON.parse(JSON.stringify(labels)) as JsonObject),
  fields: Object.keys(labels),
});

const auditActOf = {
  agent_created: "agent.created",
  agent_updated: "agent.changed",
  agent_deleted: "agent.deleted",
} as const;

async function act(
  { caller, exchange }: { caller: Caller; exchange: Exchange },
  what: Pick<Act, "event_type" | "agentId" | "project" | "metadata">,
): Promise<void> {
  const by = actedBy(caller, exchange);
  const apiKey = caller.kind === "person" ? null : caller.prefix;
  await appendAct(caller.workspace.id, { ...what, by: by.actor.label, apiKey });
  const { event_type, agentId: target, metadata: details } = what;
  await appendAudit(caller.workspace.id, { ...by, act: auditActOf[event_type], target, details });
}
