import { textCharactersMax } from "@/lib/contract/event";
import { bodyBytesMax } from "@/lib/contract/ingest";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { readBody } from "../http/read-body";
import { refuseUnknownParameters, route } from "../http/route";
import { ingestBatch } from "../ingest/ingest-batch";
import { admitEvents } from "../ingest/rate-limit";
import { readBatch } from "../ingest/read-batch";

/** `POST /api/v1/events/ingest`: mounted by the front door's fast lane and by a Next route alike. */
export const ingestEndpoint: MethodTable = {
  POST: route({
    caller: { scope: "ingest", role: null },
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const batch = await readBatch(await readBody(exchange, bodyBytesMax), exchange.headers);
      const limitHeaders = await admitEvents(caller.id, batch.events.length);
      const answer = await ingestBatch(caller.workspace.id, batch, {
        apiKey: caller.kind === "key" ? caller.prefix : "",
        defaultSource: sourceHeader(exchange.headers["x-event-source"]),
        strict: caller.workspace.strict,
      });
      return jsonAnswer(answer, answer.rejected.length > 0 ? 207 : 200, limitHeaders);
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
