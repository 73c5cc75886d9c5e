import { access } from "@/lib/contract/access";
import { exactFields, parseFilter } from "@/lib/timeline/filter";
import { narrowFilter } from "@/lib/timeline/narrow-filter";
import type { MethodTable } from "../http/methods";
import { fieldProblem, route } from "../http/route";
import { type AgentSource, joinActivity } from "../live/activity";
import { activitySelectionOf } from "../live/activity-selection";
import { activityStream } from "../live/activity-stream";
import { agentsProjection } from "../projections/agents";
import { agentsPosition, changedAgents, placeOfNewestAgents } from "../projections/changed-agents";
import { freshen, type ModelsId, modelsFor } from "../projections/models";
import { onMove } from "../projections/moves";
import { readLog } from "../store/read-log";
import { holdStream, parseClientId } from "./hold-stream";

const agents: AgentSource<ModelsId> = {
  async position(models) {
    await freshen(models);
    return agentsPosition(models);
  },
  placeOfNewest: placeOfNewestAgents,
  async changedAfter(models, place, limit) {
    await freshen(models);
    return changedAgents(models, place, limit);
  },
  onMove: (models, listener) =>
    onMove(models, (name) => {
      if (name === agentsProjection.name) listener();
    }),
};

/** What a filter says about events, which are not what comes here. */
const ofEvents = [
  ...["kinds", "categories", "status", "severity", "min_severity", "since", "until", "q"],
  ...exactFields.filter((field) => field !== "agent_id" && field !== "source"),
];

/** `GET /api/v1/agents/activity/stream`: mounted by the front door's fast lane and by a Next route alike. */
export const activityStreamEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/agents/activity/stream"],
    async run({ caller, query, exchange }) {
      const parsed = parseFilter(query, { besides: ["client_id", "workspace"], without: ofEvents });
      if (!parsed.ok) throw fieldProblem("malformed", parsed.errors);
      const selection = activitySelectionOf(narrowFilter(parsed.filter, caller.reach));
      const { filter } = selection;
      const clientId = parseClientId(query);
      // It names a place in the log, and states are told anew from wherever the log is now.
      const resumed = (exchange.headers["last-event-id"] ?? "") !== "";
      return holdStream({ caller, exchange, kind: "agents", clientId, filter, resumed }, async (held) => {
        const { activity, leave } = await joinActivity(await modelsFor(caller.reach), agents, held.nudge.give);
        held.onEnd(leave);
        // Read after the request arrived: what was acknowledged before is in the states that come first.
        const log = await readLog(caller.workspace.id);
        if (!log) return null;
        held.status.cursor = activity.cursor;
        return activityStream({ ...held, activity, selection, log });
      });
    },
  }),
};
