import { type Attributes, type HrTime, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";

const resource = resourceFromAttributes({ "service.name": "shop", project: "web" });
const instrumentationScope = { name: "tests", version: "1.2.3" };
const at: HrTime = [1_763_388_372, 482_000_001];
const seen: HrTime = [1_763_388_372, 482_999_999];
const traceId = "5b8efff798038103d269b633813fc60c";
const spanContext = { traceId, spanId: "eee19b7ec3c1b174", traceFlags: 1 };

/** Log records as the SDK hands them to its exporters: one that says everything, one that says hardly anything. */
export function awkwardLogRecords(attributes: Attributes): ReadableLogRecord[] {
  const shared = { resource, instrumentationScope };
  const body = { nested: { list: [1, "two", null, { three: 3 }], bytes: new Uint8Array([0, 1, 255]) } };
  return [
    {
      ...shared,
      hrTime: at,
      hrTimeObserved: seen,
      spanContext,
      severityNumber: 17,
      severityText: "ERROR",
      eventName: "checkout.paid",
      body,
      attributes: attributes as ReadableLogRecord["attributes"],
      droppedAttributesCount: 3,
    },
    { ...shared, hrTime: [0, 0], hrTimeObserved: seen, body: "plain", attributes: {}, droppedAttributesCount: 0 },
  ];
}

/** Spans as the SDK hands them to its exporters. */
export function awkwardSpans(attributes: Attributes): ReadableSpan[] {
  const full: ReadableSpan = {
    resource,
    instrumentationScope,
    name: "chat",
    kind: SpanKind.CLIENT,
    spanContext: () => spanContext,
    parentSpanContext: { ...spanContext, spanId: "eee19b7ec3c1b173" },
    startTime: at,
    endTime: [1_763_388_372, 732_000_001],
    duration: [0, 250_000_000],
    ended: true,
    status: { code: SpanStatusCode.ERROR, message: "no answer" },
    attributes,
    events: [{ time: at, name: "retry", attributes: { n: 1 } }],
    links: [
      {
        context: { traceId: "5b8efff798038103d269b633813fc60d", spanId: "eee19b7ec3c1b175", traceFlags: 1 },
        attributes: { why: "x" },
      },
    ],
    droppedAttributesCount: 0,
    droppedEventsCount: 2,
    droppedLinksCount: 0,
  };
  const { parentSpanContext: _, ...root } = full;
  const bare = { ...spanContext, spanId: "eee19b7ec3c1b176" };
  return [
    full,
    { ...root, spanContext: () => bare, status: { code: SpanStatusCode.UNSET }, attributes: {}, events: [], links: [] },
  ];
}
