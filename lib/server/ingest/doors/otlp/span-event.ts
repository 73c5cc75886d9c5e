import type { JsonObject, JsonValue } from "@/lib/contract/event";
import type { EventStatus } from "@/lib/contract/event-form";
import { Attributes } from "./attributes";
import { conventionalMetadata, excerptOf } from "./conventional";
import { identityOf } from "./identity";
import { instantOfNanos } from "./instant";
import { reporterOf, sourceOf } from "./known-agent";
import { digestOf, type OtlpEvent } from "./otlp-event";
import { digitsOf, isObject, listOf, plainAttributes } from "./plain-value";
import { hexId, kept, type Surroundings } from "./surroundings";

/** A span as an event of its start, `otel.span`. The span is kept as it is, in plain JSON. */
export function eventOfSpan(span: JsonObject, { resource }: Surroundings): OtlpEvent {
  const own = plainAttributes(span.attributes);
  const attributes = new Attributes(own, resource);
  const name = typeof span.name === "string" && span.name !== "" ? span.name : undefined;
  const { agent } = reporterOf(name, attributes);
  const { parent_agent_id, ...who } = identityOf(agent, attributes);
  const [trace, id] = [hexId(span.traceId), hexId(span.spanId)];
  const [start, end] = [digitsOf(span.startTimeUnixNano), digitsOf(span.endTimeUnixNano)];
  const { code, message } = isObject(span.status) ? span.status : {};
  const status = statuses[Number(code ?? 0)] ?? null;

  const metadata: JsonObject = {
    ...kept({ name }),
    ...conventionalMetadata(attributes),
    ...kept({
      duration_ms: durationMs(start, end),
      error: status === "failure" && typeof message === "string" ? excerptOf(message) : undefined,
      parent_agent_id,
      span_id: id,
      parent_span_id: hexId(span.parentSpanId),
      kind: span.kind,
      start_time_unix_nano: start,
      end_time_unix_nano: end,
      status: kept({ code, message }),
      trace_state: span.traceState,
      flags: span.flags,
      events: listOf(span.events).map(plainSpanEvent),
      links: listOf(span.links).map(plainLink),
      dropped_attributes_count: span.droppedAttributesCount,
      dropped_events_count: span.droppedEventsCount,
      dropped_links_count: span.droppedLinksCount,
      attributes: own,
    }),
  };

  return {
    event_type: "otel.span",
    // Without ids of its own it is named by all that it says.
    hook: "otel.span",
    action: [trace, id, trace && id ? undefined : digestOf(metadata)],
    content: null,
    timestamp: instantOfNanos(start) ?? instantOfNanos(end) ?? null,
    status,
    severity: status === "failure" ? "error" : null,
    labels: {
      ...who,
      source: sourceOf(agent, attributes),
      operation: name,
      trace_id: trace,
      project: attributes.text("project"),
    },
    metadata,
  };
}

/** Unset, ok, error. */
const statuses: readonly (EventStatus | null)[] = [null, "success", "failure"];

/** A span's duration is its own, whatever its attributes call so. */
function durationMs(start: string | null, end: string | null): number | undefined {
  if (start === null || end === null || BigInt(end) < BigInt(start)) return undefined;
  return Number((BigInt(end) - BigInt(start)) / 1_000n) / 1_000;
}

function plainSpanEvent(event: JsonValue): JsonValue {
  if (!isObject(event)) return event;
  const { timeUnixNano, name, attributes, droppedAttributesCount } = event;
  return kept({
    time_unix_nano: digitsOf(timeUnixNano),
    name,
    attributes: plainAttributes(attributes),
    dropped_attributes_count: droppedAttributesCount,
  });
}

function plainLink(link: JsonValue): JsonValue {
  if (!isObject(link)) return link;
  const { traceId, spanId, traceState, flags, attributes, droppedAttributesCount } = link;
  return kept({
    trace_id: hexId(traceId),
    span_id: hexId(spanId),
    trace_state: traceState,
    flags,
    attributes: plainAttributes(attributes),
    dropped_attributes_count: droppedAttributesCount,
  });
}
