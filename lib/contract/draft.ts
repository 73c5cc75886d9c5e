import { z } from "zod";
import { categories } from "./categories";
import type { JsonObject } from "./event";
import {
  eventStatuses,
  eventTypeCharactersMax,
  eventTypePattern,
  hasCharactersAtMost,
  severities,
  textCharactersMax,
  type textFields,
  uuidPattern,
} from "./event-form";
import { parseTimestamp } from "./timestamp";

const textMessage = `Must be text of 1 to ${textCharactersMax} characters.`;

/** Text of 1–200 code points that PostgreSQL can keep. */
const label = z.string({ error: textMessage }).superRefine((value, context) => {
  if (value.length === 0 || !hasCharactersAtMost(value, textCharactersMax)) {
    context.addIssue({ code: "custom", message: textMessage });
  } else if (value.includes("\0")) {
    context.addIssue({ code: "custom", message: "Contains a NUL character, which can't be stored." });
  } else if (!value.isWellFormed()) {
    context.addIssue({ code: "custom", message: "Contains a lone surrogate, which is no character." });
  }
});

const oneOf = <const T extends readonly [string, ...string[]]>(allowed: T) =>
  z.enum(allowed, { error: `Must be one of ${allowed.join(", ")}.` });

const timestampMessage =
  "Must be RFC 3339 with an offset or Z, such as 2026-11-17T14:06:12.482Z, in the years 2000 to 2100.";

const instant = z.string({ error: timestampMessage }).transform((value, context) => {
  const normal = parseTimestamp(value);
  if (normal !== null && normal >= "2000" && normal < "2101") return normal;
  context.addIssue({ code: "custom", message: timestampMessage });
  return z.NEVER;
});

const typeMessage = `Must match ${eventTypePattern.source}, at most ${eventTypeCharactersMax} characters.`;
const idMessage = "Must be a UUID.";

/**
 * The fields of an event as posted (contract §2), after aliases are resolved and nulls dropped. What every event
 * needs beyond its own form (who it is from, the catalogue's requirements, the metadata's limits) is judged by the
 * intake, which knows the request's headers.
 */
export const draftFields = z.object({
  event_type: z
    .string({ error: (issue) => (issue.input === undefined ? `Is required. ${typeMessage}` : typeMessage) })
    .max(eventTypeCharactersMax, typeMessage)
    .regex(eventTypePattern, typeMessage)
    .refine((type) => !type.startsWith("sightline."), "Types that begin with sightline. are Sightline's own."),
  event_id: z.string({ error: idMessage }).regex(uuidPattern, idMessage).toLowerCase().optional(),
  timestamp: instant.optional(),
  agent_id: label.optional(),
  agent_name: label.optional(),
  agent_role: label.optional(),
  operation: label.optional(),
  source: label.refine((source) => source !== "sightline", "The source sightline is Sightline's own.").optional(),
  status: oneOf(eventStatuses).optional(),
  severity: oneOf(severities).optional(),
  session_id: label.optional(),
  task_id: label.optional(),
  trace_id: label.optional(),
  correlation_id: label.optional(),
  project: label.optional(),
  category: oneOf(categories).optional(),
});
export type DraftFields = z.infer<typeof draftFields>;

/** An event as an emitter writes it: what `POST /api/v1/events/ingest` accepts of one event. */
export type EventDraft = {
  [field in (typeof textFields)[number] | "event_id" | "timestamp"]?: string | undefined;
} & {
  event_type: string;
  status?: DraftFields["status"];
  severity?: DraftFields["severity"];
  category?: DraftFields["category"];
  metadata?: JsonObject | undefined;
};

/** Other names that are understood; the name wins where both are given. */
export const draftAliases = { kind: "event_type", time: "timestamp", system: "source", data: "metadata" } as const;

/** Posted with an event these say nothing: the server sets them. */
export const ignoredFields = ["cursor", "received_at", "api_key", "origin"] as const;

/** Identifiers that are also accepted inside `metadata`, where they stay. */
export const liftedFields = ["session_id", "task_id", "trace_id", "correlation_id", "project"] as const;
