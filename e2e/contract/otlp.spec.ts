import { randomUUID } from "node:crypto";
import { type Context, ROOT_CONTEXT, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPLogExporter as JsonLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPLogExporter as ProtobufLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPTraceExporter as JsonTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider, type LogRecordExporter } from "@opentelemetry/sdk-logs";
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";
import { expect } from "@playwright/test";
import { type Caller, readEvents } from "../api";
import { onEachMount, test } from "./mounts";
import { expectProblem } from "./post-body";

// OpenTelemetry's own exporters, as they are, told where to send by the variables that docs/doors.md gives.

const forms = {
  "http/json": { logs: () => new JsonLogExporter(), traces: () => new JsonTraceExporter() },
  "http/protobuf": { logs: () => new ProtobufLogExporter(), traces: () => new ProtobufTraceExporter() },
};
const packings = ["none", "gzip"];

/** What `make` gives while the environment is so. */
function withEnvironment<T>(environment: Record<string, string>, make: () => T): T {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    return make();
  } finally {
    process.env = before;
  }
}

const environment = ({ url, apiKey }: Caller, packing: string) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_EXPORTER_OTLP_HEADERS: `Authorization=Bearer%20${apiKey}`,
  OTEL_EXPORTER_OTLP_COMPRESSION: packing,
});

/** A tool's call as an instrumented agent reports it: a span, and log records within it. */
async function report(session: string, exporters: { logs: LogRecordExporter; traces: SpanExporter }): Promise<string> {
  const resource = resourceFromAttributes({ "service.name": "claude-code", project: "checkout" });
  const logs = new LoggerProvider({
    resource,
    processors: [new BatchLogRecordProcessor({ exporter: exporters.logs })],
  });
  const traces = new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: exporters.traces })],
  });
  const attributes = { "session.id": session, tool_name: "Bash", tool_use_id: "toolu_1" };
  const span = traces.getTracer("agent").startSpan("claude_code.tool", { attributes }, ROOT_CONTEXT);
  const context: Context = trace.setSpan(ROOT_CONTEXT, span);
  const logger = logs.getLogger("com.anthropic.claude_code.events", "2.1.0");
  const said = { "event.timestamp": new Date().toISOString() };
  logger.emit({
    body: "claude_code.tool_result",
    attributes: { ...attributes, ...said, success: "true", duration_ms: 12 },
    context,
  });
  logger.emit({
    eventName: "something.else",
    body: { a: [1, { b: "c" }] },
    attributes: { "session.id": session },
    context,
  });
  span.setStatus({ code: SpanStatusCode.OK }).end();
  await Promise.all([logs.forceFlush(), traces.forceFlush()]);
  await Promise.all([logs.shutdown(), traces.shutdown()]);
  return span.spanContext().traceId;
}

onEachMount(() => {
  for (const [form, make] of Object.entries(forms)) {
    for (const packing of packings) {
      test(`the exporters of ${form}, packed with ${packing}, reach both doors`, async ({ caller }) => {
        const session = randomUUID();
        const exporters = withEnvironment(environment(caller, packing), () => ({
          logs: make.logs(),
          traces: make.traces(),
        }));
        const traceId = await report(session, exporters);
        const { events } = await readEvents(caller, { trace_id: traceId, order: "asc" });
        const shared = {
          source: "claude-code",
          session_id: session,
          agent_id: session,
          agent_role: "main",
          project: "checkout",
          trace_id: traceId,
        };
        expect(events).toHaveLength(3);
        const byType = Object.fromEntries(events.map((event) => [event.event_type, event]));
        expect(byType["tool.completed"]).toMatchObject({
          ...shared,
          operation: "Bash",
          status: "success",
          metadata: { tool_use_id: "toolu_1", tool_name: "Bash", duration_ms: 12 },
        });
        expect(byType["otel.log"]).toMatchObject({
          ...shared,
          operation: "something.else",
          metadata: { body: { a: [1, { b: "c" }] }, scope: { name: "com.anthropic.claude_code.events" } },
        });
        expect(byType["otel.span"]).toMatchObject({
          ...shared,
          operation: "claude_code.tool",
          status: "success",
          metadata: { tool_use_id: "toolu_1", span_id: byType["otel.log"]?.metadata.span_id },
        });
      });
    }
  }

  test("an exporter that is refused hears of it in its own form", async ({ server }) => {
    for (const signal of ["logs", "traces", "metrics"]) {
      const post = (type: string) =>
        fetch(`${server.url}/v1/${signal}`, {
          method: "POST",
          headers: { authorization: "Bearer no-key-of-ours", "content-type": type },
          body: "",
        });
      const json = await post("application/json");
      expectProblem({ status: json.status, headers: json.headers, body: await json.json() });
      expect(json.status).toBe(401);
      const protobuf = await post("application/x-protobuf");
      expect(protobuf.status).toBe(401);
      expect(protobuf.headers.get("content-type")).toBe("application/x-protobuf");
      expect(await protobuf.text()).toContain("The key is unknown");
    }
  });

  test("metrics are refused with a word and no error", async ({ caller }) => {
    const answer = await fetch(`${caller.url}/v1/metrics`, {
      method: "POST",
      headers: { "x-api-key": caller.apiKey, "content-type": "application/json" },
      body: JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics: [{ sum: { dataPoints: [{}] } }] }] }] }),
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ partialSuccess: { rejectedDataPoints: "1" } });
  });
});
