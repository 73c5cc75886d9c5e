import fc from "fast-check";
import type { AppendDraft } from "../store/append-events";

const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .map((value) => value.replaceAll("\0", "\u001f").toWellFormed());
const optional = fc.option(text);
const instant = fc
  .tuple(fc.date({ min: new Date("2000-01-01"), max: new Date("2100-12-31"), noInvalidDate: true }), fc.nat(999))
  .map(([date, micros]) => `${date.toISOString().slice(0, 23)}${String(micros).padStart(3, "0")}Z`);

/** Drafts of whatever texts, instants and metadata the database can keep, whether or not intake would let them pass. */
export const anyDraft: fc.Arbitrary<AppendDraft> = fc.record({
  event_id: fc.uuid(),
  event_type: text,
  timestamp: fc.option(instant),
  agent_id: optional,
  agent_name: optional,
  agent_role: optional,
  operation: optional,
  source: optional,
  status: fc.constantFrom("success", "failure", null),
  severity: fc.constantFrom("info", "error"),
  session_id: optional,
  task_id: optional,
  trace_id: optional,
  correlation_id: optional,
  project: optional,
  category: fc.constantFrom("tasks", "custom"),
  metadata: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.constant(null))).map((value) => JSON.stringify(value)),
  api_key: optional,
});
