import { access } from "@/lib/contract/access";
import { textCharactersMax } from "@/lib/contract/event-form";
import { bodyBytesMax } from "@/lib/contract/ingest";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { readBody } from "../http/read-body";
import { refuseUnknownParameters, route } from "../http/route";
import { requireRoom } from "../ingest/group-commit";
import { ingestBatch } from "../ingest/ingest-batch";
import { readBatch } from "../ingest/read-batch";
import { senderOf, withinRate } from "./within-rate";

/** `POST /api/v1/events/ingest`: mounted by the front door's fast lane and by a Next route alike. */
export const ingestEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/events/ingest"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const body = await readBody(exchange, bodyBytesMax);
      requireRoom(caller.workspace.id, body.length);
      const batch = await readBatch(body, exchange.headers);
      const context = {
        ...senderOf(caller),
        defaultSource: sourceHeader(exchange.headers["x-event-source"]),
        strict: caller.workspace.strict,
      };
      return withinRate(caller, batch.events.length, async () => {
        const answer = await ingestBatch(caller.workspace.id, batch, context);
        return jsonAnswer(answer, answer.rejected.length > 0 ? 207 : 200);
      });
    },
  }),
};

function sourceHeader(value: string | undefined): string | null {
  const source = value?.trim() ?? "";
  if (source === "") return null;
  if ([...source].length <= textCharactersMax && source !== "sightline") return source;
  throw new AppError("malformed", {
    public: `X-Event-Source: Must be text of 1 to ${textCharactersMax} characters, and not sightline.`,
  });
}
