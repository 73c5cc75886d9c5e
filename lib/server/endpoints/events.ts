import { access } from "@/lib/contract/access";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { encodeEvent } from "../store/event-row";
import { findEvent } from "../store/find-event";
import { readEventPage } from "../store/read-event-page";

function pages(path: "/api/v1/events" | "/api/v1/events/recent", order?: "desc"): MethodTable {
  return {
    GET: route({
      caller: access[`GET ${path}` as const],
      async run({ caller, query }) {
        const result = await readEventPage(caller.reach, query, order ? { path, order } : { path });
        if (!result.ok) throw fieldProblem("malformed", result.errors);
        return jsonAnswer(result.page);
      },
    }),
  };
}

export const eventsEndpoint = pages("/api/v1/events");
export const recentEventsEndpoint = pages("/api/v1/events/recent", "desc");

export const eventEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/events/{event_id}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const event = await findEvent(caller.reach, exchange.params.event_id ?? "");
      if (!event) throw new AppError("not_found", { public: "No such event." });
      return { ...jsonAnswer(null), body: encodeEvent(event) };
    },
  }),
};
