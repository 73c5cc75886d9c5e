import { access } from "@/lib/contract/access";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { refuseUnknownParameters, route } from "../http/route";
import { streamStats } from "../live/stream-stats";
import { requireWhole } from "./require-whole";

/** `GET /api/v1/stream/stats`: the caller's workspace on this instance; other workspaces' streams are nobody's business. */
export const streamStatsEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/stream/stats"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      requireWhole(caller, "Streams are counted for the workspace as a whole.");
      return jsonAnswer(streamStats(caller.workspace.id));
    },
  }),
};
