import { access } from "@/lib/contract/access";
import { categories } from "@/lib/contract/categories";
import { bodyBytesMax } from "@/lib/contract/ingest";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { readBody } from "../http/read-body";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { ingestBatch } from "../ingest/ingest-batch";
import { readJsonBody } from "../ingest/read-batch";
import { senderOf, withinRate } from "./within-rate";

const parameters = ["event_type", "room", "source", "agent_id"];

/** `POST /api/v1/events/broadcast`: one event by its address, with the JSON body as metadata; the same path as ingest. */
export const broadcastEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/events/broadcast"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, parameters);
      const twice = parameters.find((name) => query.getAll(name).length > 1);
      if (twice) throw fieldProblem("malformed", [{ path: twice, message: "Give it once." }]);
      const room = query.get("room");
      if (room !== null && !(categories as readonly string[]).includes(room)) {
        throw fieldProblem("invalid", [{ path: "room", message: `Must be one of ${categories.join(", ")}.` }]);
      }
      const metadata = await readJsonBody(await readBody(exchange, bodyBytesMax), exchange.headers);
      const agentId = query.get("agent_id");
      const event = {
        event_type: query.get("event_type"),
        category: room,
        agent_id: agentId,
        source: query.get("source") ?? (agentId === null ? "api" : null),
        metadata,
      };
      const batch = { events: [event], batchId: null, pathOf: () => "" };
      const context = {
        ...senderOf(caller),
        defaultSource: null,
        strict: caller.workspace.strict,
      };
      return withinRate(caller, 1, async () => jsonAnswer(await ingestBatch(caller.workspace.id, batch, context)));
    },
  }),
};
