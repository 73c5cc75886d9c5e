import { hookAgents } from "@/emitter/agents/hook-agents";
import { access } from "@/lib/contract/access";
import { bodyBytesMax } from "@/lib/contract/ingest";
import { AppError } from "../errors";
import type { MethodTable } from "../http/methods";
import { readBody } from "../http/read-body";
import { refuseUnknownParameters, route } from "../http/route";
import { deliverHook, readHookPayload } from "../ingest/doors/deliver-hook";
import { requireRoom } from "../ingest/group-commit";
import { senderOf, withinRate } from "./within-rate";

/**
 * `POST /api/v1/hooks/{agent}`: one payload of an agent's own hook. 204 and nothing else after the commit: Claude Code takes
 * a JSON answer for a decision and a text for an error.
 */
export const hookEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/hooks/{agent}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const agent = hookAgents.find((name) => name === exchange.params.agent);
      if (!agent) {
        throw new AppError("not_found", { public: `No such door; there are ${hookAgents.join(", ")}.` });
      }
      // A door refuses no event for what is in it; which door it is depends on the address alone.
      const { allowedSources } = caller;
      if (allowedSources.length > 0 && !allowedSources.includes(agent)) {
        throw new AppError("forbidden", {
          public: `The key may send for ${allowedSources.join(", ")} only, and this door is ${agent}'s.`,
        });
      }
      const body = await readBody(exchange, bodyBytesMax);
      requireRoom(caller.workspace.id, body.length);
      const payload = await readHookPayload(body, exchange.headers);
      return withinRate(caller, 1, async () => {
        await deliverHook(caller.workspace.id, payload, { agent, ...senderOf(caller) });
        return { status: 204, headers: { "cache-control": "no-store" }, body: null };
      });
    },
  }),
};
