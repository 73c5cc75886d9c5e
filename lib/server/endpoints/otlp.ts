import { access } from "@/lib/contract/access";
import { bodyBytesMax } from "@/lib/contract/ingest";
import { AppError } from "../errors";
import type { Exchange } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { readBody } from "../http/read-body";
import { refuseUnknownParameters, route } from "../http/route";
import { countDataPointsOfJson, countDataPointsOfProtobuf } from "../ingest/doors/otlp/count-data-points";
import { ingestOtlp } from "../ingest/doors/otlp/ingest-otlp";
import { requestOfJson, requestOfProtobuf, type Signal } from "../ingest/doors/otlp/otlp-request";
import { requireRoom } from "../ingest/group-commit";
import { decompress, readJsonBody } from "../ingest/read-batch";
import { formOf, type OtlpForm, otlpAnswer, speakingOtlp } from "./otlp-answer";
import { senderOf, withinRate } from "./within-rate";

/** `POST /v1/logs` and `/v1/traces`: what OpenTelemetry's exporters send, as events. */
export const otlpLogsEndpoint = recordsEndpoint("logs", "rejectedLogRecords");
export const otlpTracesEndpoint = recordsEndpoint("traces", "rejectedSpans");

function recordsEndpoint(signal: Signal, rejectedName: string): MethodTable {
  return {
    POST: speakingOtlp(
      route({
        caller: access[`POST /v1/${signal}` as const],
        async run({ caller, query, exchange }) {
          refuseUnknownParameters(query, []);
          const body = await readOtlp(exchange, caller.workspace.id);
          const request =
            body.form === "json" ? requestOfJson(body.value, signal) : requestOfProtobuf(body.bytes, signal);
          return withinRate(caller, request.count, async () => {
            const intake = { signal, ...senderOf(caller), caller: exchange.signal };
            const rejected = await ingestOtlp(caller.workspace.id, request, intake);
            const why =
              caller.allowedSources.length > 0
                ? `are no records or not of ${caller.allowedSources.join(", ")}, which the key may send for`
                : "could not be read as records";
            const message = `${rejected} of the ${request.count} ${why}; the rest is stored.`;
            return otlpAnswer(body.form, rejected === 0 ? null : { name: rejectedName, rejected, message });
          });
        },
      }),
    ),
  };
}

/** `POST /v1/metrics`: says that metrics are not kept. An exporter that is told nothing would go on believing so. */
export const otlpMetricsEndpoint: MethodTable = {
  POST: speakingOtlp(
    route({
      caller: access["POST /v1/metrics"],
      async run({ caller, query, exchange }) {
        refuseUnknownParameters(query, []);
        const body = await readOtlp(exchange, caller.workspace.id);
        const rejected =
          body.form === "json" ? countDataPointsOfJson(body.value) : countDataPointsOfProtobuf(body.bytes);
        const partial = {
          name: "rejectedDataPoints",
          rejected,
          message: "Metrics are not kept; send logs and traces.",
        };
        return withinRate(caller, 0, async () => otlpAnswer(body.form, partial));
      },
    }),
  ),
};

type OtlpBody = { form: "json"; value: unknown } | { form: "protobuf"; bytes: Buffer };

/** Reads a body of either form, if there is room for what it holds. Throws 400, 413, 415, 503. */
async function readOtlp(exchange: Exchange, workspaceId: number): Promise<OtlpBody> {
  const form: OtlpForm | null = formOf(exchange.headers["content-type"]);
  if (form === null) {
    throw new AppError("unsupported_type", { public: "The body must be application/json or application/x-protobuf." });
  }
  const body = await readBody(exchange, bodyBytesMax);
  requireRoom(workspaceId, body.length);
  if (form === "json") return { form, value: await readJsonBody(body, exchange.headers) };
  return { form, bytes: await decompress(body, exchange.headers["content-encoding"]) };
}
