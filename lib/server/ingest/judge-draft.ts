import { v7 as uuid7 } from "uuid";
import { inexactDigits } from "@/emitter/agents/exact-json";
import { categoryOf, findCatalogueEntry } from "@/lib/contract/catalogue";
import { draftAliases, draftFields, ignoredFields, liftedFields } from "@/lib/contract/draft";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import { hasCharactersAtMost, textCharactersMax } from "@/lib/contract/event-form";
import type { FieldError } from "@/lib/contract/problem";
import type { AppendDraft } from "../store/append-events";
import { sealMetadata } from "./metadata";
import { putUnknown } from "./put-unknown";

/** What the request says about all of its events. */
export type IntakeContext = {
  /** The key's public prefix. */
  apiKey: string;
  /** `X-Event-Source`: the source of events that name none. */
  defaultSource: string | null;
  /** The workspace takes catalogue types only. */
  strict: boolean;
  /** The only sources that the sender may speak for; empty: any. */
  allowedSources?: readonly string[];
};

export type Verdict = { ok: true; draft: AppendDraft } | { ok: false; eventId: string | null; errors: FieldError[] };

/**
 * Judges one event as posted, alone: either a draft ready to append or every fault of it, with paths relative to the
 * event. Resolves aliases, keeps unknown fields under `metadata`, lifts identifiers out of it and fills in the
 * catalogue's category and severity (contract §2).
 */
export function judgeDraft(posted: unknown, context: IntakeContext): Verdict {
  if (!isObject(posted)) return rejected(null, [{ path: "", message: "Must be a JSON object." }]);
  const { known, unknown } = sortFields(posted);
  const metadataGiven = known.metadata ?? {};
  if (!isObject(metadataGiven)) {
    return rejected(idOf(known), [{ path: "metadata", message: "Must be a JSON object." }]);
  }
  const metadata = putUnknown(metadataGiven, unknown);
  for (const field of liftedFields) {
    const value = metadata[field];
    if (known[field] === undefined && isLabel(value)) known[field] = value;
  }
  if (known.source === undefined && context.defaultSource !== null) known.source = context.defaultSource;

  const parsed = draftFields.safeParse(known);
  const errors: FieldError[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const entry = typeof known.event_type === "string" ? findCatalogueEntry(known.event_type) : undefined;
  if (context.strict && !entry && !errors.some((error) => error.path === "event_type")) {
    errors.push({ path: "event_type", message: "This workspace takes only types of the catalogue." });
  }
  for (const field of entry?.requires ?? []) {
    if (known[field] === undefined) errors.push({ path: field, message: `Is required for ${entry?.type}.` });
  }
  if (known.agent_id === undefined && known.source === undefined && !errors.some((e) => e.path === "agent_id")) {
    errors.push({ path: "agent_id", message: "Is required unless source is given: every event says who." });
  }
  const { allowedSources = [] } = context;
  if (allowedSources.length > 0 && !errors.some(({ path }) => path === "source")) {
    if (typeof known.source !== "string" || !allowedSources.includes(known.source)) {
      errors.push({ path: "source", message: `Must be one that the key may send for: ${allowedSources.join(", ")}.` });
    }
  }
  const sealed = sealMetadata(metadata);
  if (!sealed.ok) errors.push(...sealed.errors);
  if (!parsed.success || !sealed.ok || errors.length > 0) return rejected(idOf(known), errors);

  const fields = parsed.data;
  return {
    ok: true,
    draft: {
      event_id: fields.event_id ?? uuid7(),
      event_type: fields.event_type,
      timestamp: fields.timestamp ?? null,
      agent_id: fields.agent_id ?? null,
      agent_name: fields.agent_name ?? null,
      agent_role: fields.agent_role ?? null,
      operation: fields.operation ?? null,
      source: fields.source ?? null,
      status: fields.status ?? null,
      severity: fields.severity ?? entry?.severity ?? "info",
      session_id: fields.session_id ?? null,
      task_id: fields.task_id ?? null,
      trace_id: fields.trace_id ?? null,
      correlation_id: fields.correlation_id ?? null,
      project: fields.project ?? null,
      category: fields.category ?? categoryOf(fields.event_type),
      metadata: sealed.json,
      api_key: context.apiKey,
    },
  };
}

const knownFields = new Set<string>([...Object.keys(draftFields.shape), "metadata"]);
const ignored = new Set<string>(ignoredFields);
const aliasOf = new Map<string, string>(Object.entries(draftAliases));

/** Names resolved, nulls dropped; a name wins over its alias. */
function sortFields(posted: JsonObject): { known: Record<string, JsonValue>; unknown: [string, JsonValue][] } {
  const known: Record<string, JsonValue> = {};
  const unknown: [string, JsonValue][] = [];
  for (const name of Object.keys(posted)) {
    const value = posted[name];
    if (value === null || value === undefined || ignored.has(name)) continue;
    const alias = aliasOf.get(name);
    if (knownFields.has(name)) known[name] = asTyped(value);
    else if (alias === undefined) unknown.push([name, value]);
    else if ((posted[alias] ?? null) === null) known[alias] = asTyped(value);
  }
  return { known, unknown };
}

/** A number that stands for itself by its digits is still a number: no text field accepts it. */
function asTyped(value: JsonValue): JsonValue {
  return typeof value === "string" && inexactDigits(value) !== null ? Number.MAX_VALUE : value;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isLabel = (value: JsonValue | undefined): value is string =>
  typeof value === "string" &&
  value !== "" &&
  inexactDigits(value) === null &&
  hasCharactersAtMost(value, textCharactersMax);

const idOf = (known: Record<string, JsonValue>) => {
  const id = known.event_id;
  return typeof id === "string" ? id.slice(0, 200).toWellFormed().replaceAll("\0", "\uFFFD") : null;
};

const rejected = (eventId: string | null, errors: FieldError[]): Verdict => ({ ok: false, eventId, errors });
