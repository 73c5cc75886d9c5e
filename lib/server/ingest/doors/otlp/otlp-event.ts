import { createHash } from "node:crypto";
import { actionId } from "@/emitter/agents/action-id";
import type { Cut } from "@/emitter/agents/cut";
import { exactJson } from "@/emitter/agents/exact-json";
import { mendLabel } from "@/emitter/agents/mend-label";
import { mendMetadata } from "@/emitter/agents/mend-metadata";
import { categoryOf, findCatalogueEntry } from "@/lib/contract/catalogue";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import type { EventStatus, Severity, TextField } from "@/lib/contract/event-form";
import type { AppendDraft } from "../../../store/append-events";

/** A record as an event, before anything in it is cut to what an event can hold. */
export type OtlpEvent = {
  event_type: string;
  /** The names that it has for what happened, in its session: whoever sends them again sends the same event again. */
  hook: "otel.log" | "otel.span";
  action: readonly (string | undefined)[];
  /** Tells records of one name apart within a request; null where the name alone says it all. */
  content: string | null;
  timestamp: string | null;
  status: EventStatus | null;
  severity: Severity | null;
  labels: { readonly [field in TextField]?: string | undefined };
  metadata: JsonObject;
};

/** The id of what an event names, and of what it says besides where that is given. */
export function idOf({ hook, action, labels }: OtlpEvent, content: string | null = null): string {
  const names = [...action.map((name) => name ?? null), ...(content === null ? [] : [content])];
  return actionId({ session: labels.session_id ?? "", hook, action: JSON.stringify(names) });
}

/** A value in short, for a name. Of one that is nested too deep to be written down its upper levels count. */
export function digestOf(value: JsonValue): string {
  try {
    return createHash("sha256").update(exactJson(value)).digest("hex");
  } catch (error) {
    if (error instanceof RangeError) return digestOf(upperLevels(value, 100));
    throw error;
  }
}

function upperLevels(value: JsonValue, levels: number): JsonValue {
  if (typeof value !== "object" || value === null) return value;
  if (levels === 0) return null;
  if (Array.isArray(value)) return value.map((item) => upperLevels(item, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, upperLevels(item, levels - 1)]));
}

/** A draft ready to append; what can't be kept is cut and listed, together with `cuts`. */
export function draftOfOtlp(event: OtlpEvent, eventId: string, apiKey: string, cuts: readonly Cut[]): AppendDraft {
  const allCuts = [...cuts];
  const label = (field: TextField) => {
    const text = event.labels[field];
    return text === undefined ? null : mendLabel(field, text, allCuts);
  };
  return {
    event_id: eventId,
    event_type: event.event_type,
    timestamp: event.timestamp,
    agent_id: label("agent_id"),
    agent_name: label("agent_name"),
    agent_role: label("agent_role"),
    operation: label("operation"),
    source: label("source"),
    status: event.status,
    severity: event.severity ?? findCatalogueEntry(event.event_type)?.severity ?? "info",
    session_id: label("session_id"),
    task_id: null,
    trace_id: label("trace_id"),
    correlation_id: null,
    project: label("project"),
    category: categoryOf(event.event_type),
    // Last, because it lists the cuts of the others.
    metadata: mendMetadata(event.metadata, allCuts),
    api_key: apiKey,
  };
}
