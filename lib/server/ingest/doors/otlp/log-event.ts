import { findCatalogueEntry } from "@/lib/contract/catalogue";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import { type Severity, severities } from "@/lib/contract/event-form";
import { Attributes } from "./attributes";
import { conventionalMetadata, toolName, toolUseId } from "./conventional";
import { identityOf } from "./identity";
import { instantOfNanos, instantOfValue } from "./instant";
import { reporterOf, sourceOf } from "./known-agent";
import { digestOf, type OtlpEvent } from "./otlp-event";
import { digitsOf, plainAttributes, plainValue } from "./plain-value";
import { meaningOf } from "./record-meaning";
import { hexId, kept, type Surroundings } from "./surroundings";

/**
 * A log record as an event: the catalogue's type where an agent that we know calls it by a name that we know, else
 * `otel.log`. The record is kept as it is, in plain JSON.
 */
export function eventOfLogRecord(record: JsonObject, { resource, scope }: Surroundings): OtlpEvent {
  const own = plainAttributes(record.attributes);
  const attributes = new Attributes(own, resource);
  const body = plainValue(record.body);
  const recordName = nameOf(record, own, body);
  const { agent, name } = reporterOf(recordName, attributes);
  const meaning = meaningOf(agent, name, attributes);
  const type = meaning?.type ?? "otel.log";
  const identity = identityOf(agent, attributes);
  const [time, observed] = [digitsOf(record.timeUnixNano), digitsOf(record.observedTimeUnixNano)];
  const said = attributes.text("event.timestamp");
  const [trace, span] = [hexId(record.traceId), hexId(record.spanId)];
  const { parent_agent_id, ...who } = identity;

  // A sentence about an event of no type of its own quotes the first text here.
  const metadata: JsonObject = {
    ...(record.body === undefined ? {} : { body }),
    ...conventionalMetadata(attributes),
    ...kept({
      // Claude Code's and Codex's word for who decided.
      reason: meaning?.status === "denied" ? attributes.text("reason", "source") : undefined,
      parent_agent_id,
      span_id: span,
      event_name: record.eventName,
      severity_number: record.severityNumber,
      severity_text: record.severityText,
      time_unix_nano: time,
      observed_time_unix_nano: observed,
      flags: record.flags,
      dropped_attributes_count: record.droppedAttributesCount,
      attributes: own,
    }),
  };

  return {
    event_type: type,
    hook: "otel.log",
    action: [
      name,
      time ?? said ?? observed ?? undefined,
      scope.name as string | undefined,
      trace,
      span,
      digestOf([body]),
      toolUseId(attributes),
      attributes.text("event.sequence"),
    ],
    content: digestOf(metadata),
    timestamp: instantOfNanos(time) ?? instantOfValue(said) ?? instantOfNanos(observed) ?? null,
    status: meaning?.status ?? null,
    severity: severityOf(record.severityNumber, type),
    labels: {
      ...who,
      source: sourceOf(agent, attributes),
      operation: (type === "otel.log" ? undefined : toolName(attributes)) ?? name,
      trace_id: trace,
      project: attributes.text("project"),
    },
    metadata,
  };
}

/** What a record is called: by its own field, by the attribute that came before that, or by a body that is nothing else. */
function nameOf({ eventName }: JsonObject, own: JsonObject, body: JsonValue): string | undefined {
  if (typeof eventName === "string" && eventName !== "") return eventName;
  const name = own["event.name"];
  if (typeof name === "string" && name !== "") return name;
  return typeof body === "string" && /^(?:claude_code|codex|gemini_cli)\.[\w.]+$/.test(body) ? body : undefined;
}

const bySteps: readonly Severity[] = ["debug", "debug", "info", "warning", "error", "critical"];

/** 1–4 trace, 5–8 debug, 9–12 info … A type of the catalogue has its own, but for worse: agents log failures as info. */
function severityOf(value: JsonValue | undefined, type: string): Severity | null {
  const number = Number(value ?? 0);
  const own = number >= 1 ? (bySteps[Math.floor((number - 1) / 4)] ?? null) : null;
  if (own === null || type === "otel.log") return own;
  const typical = findCatalogueEntry(type)?.severity ?? "info";
  const isWorse = severities.indexOf(own) > Math.max(severities.indexOf("info"), severities.indexOf(typical));
  return isWorse ? own : typical;
}
