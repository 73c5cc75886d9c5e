import { z } from "zod";
import { parseExactJson } from "@/emitter/agents/exact-json";
import { categories } from "@/lib/contract/categories";
import type { JsonObject } from "@/lib/contract/event";
import {
  eventStatuses,
  eventTypeCharactersMax,
  eventTypePattern,
  hasCharactersAtMost,
  isStorable,
  severities,
  textCharactersMax,
  uuidPattern,
} from "@/lib/contract/event-form";
import { parseTimestamp } from "@/lib/contract/timestamp";
import type { ImportDraft } from "../store/import-events";
import { sealMetadata } from "./metadata";

const label = z
  .string()
  .min(1)
  .refine((text) => isStorable(text) && hasCharactersAtMost(text, textCharactersMax), {
    error: `Must be text of 1 to ${textCharactersMax} characters without NUL.`,
  })
  .nullish()
  .transform((text) => text ?? null);

/** What an exported event must have to be stored again. Sightline's own types and source are let in: they were ours. */
const exportedEvent = z.object({
  event_type: z.string().max(eventTypeCharactersMax).regex(eventTypePattern),
  event_id: z.string().regex(uuidPattern, "Must be a UUID.").toLowerCase(),
  timestamp: z.string().transform((text, context) => {
    const instant = parseTimestamp(text);
    if (instant !== null) return instant;
    context.addIssue({ code: "custom", message: "Must be RFC 3339." });
    return z.NEVER;
  }),
  agent_id: label,
  agent_name: label,
  agent_role: label,
  operation: label,
  source: label,
  status: z.enum(eventStatuses).nullable().default(null),
  severity: z.enum(severities),
  session_id: label,
  task_id: label,
  trace_id: label,
  correlation_id: label,
  project: label,
  category: z.enum(categories),
  metadata: z.custom<JsonObject>((value) => typeof value === "object" && value !== null && !Array.isArray(value), {
    error: "Must be a JSON object.",
  }),
  api_key: label,
  metadata_expired: z.boolean().default(false),
});

type Reading = { ok: true; draft: ImportDraft } | { ok: false; message: string };

/** One line of an NDJSON export. Its cursor and `received_at` belong to the log that it came from, and are left there. */
export function readExportedEvent(line: string): Reading {
  let value: unknown;
  try {
    value = parseExactJson(line);
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : "Is no JSON." };
  }
  const parsed = exportedEvent.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, message: `${issue?.path.join(".") || "the line"}: ${issue?.message}` };
  }
  const { metadata, metadata_expired, ...fields } = parsed.data;
  const sealed = sealMetadata(metadata);
  if (!sealed.ok) {
    const [fault] = sealed.errors;
    return { ok: false, message: `${fault?.path}: ${fault?.message}` };
  }
  return { ok: true, draft: { ...fields, metadata: sealed.json, metadataExpired: metadata_expired } };
}
