import { metadataBytesMax } from "../agents/limits";
import type { JsonObject, JsonValue } from "../draft";
import { maskSecrets, ruleNamePattern, rulesFor } from "./find-secrets";
import { type Masking, type Redaction, redactFields, redactText } from "./redact-json";
import type { RedactionRule } from "./redaction-rule";
import { maskedWithinLimit } from "./within-limit";

/** What events are joined by, and what has a form of its own: a secret has no business there, and a mask would join strangers. */
const untouched = new Set([
  "event_type",
  "kind",
  "event_id",
  "timestamp",
  "time",
  "agent_id",
  "session_id",
  "task_id",
  "trace_id",
  "correlation_id",
  "status",
  "severity",
  "category",
]);

/** Text that somebody wrote, and that stays as short as labels are. */
const labels = new Set(["agent_name", "agent_role", "operation", "source", "system", "project"]);
const labelCharactersMax = 200;

/**
 * A draft (as JSON) without its secrets: masked in its labels and all through its metadata, with `metadata.masked`
 * saying where and by which rule. Identifiers stay, as events are joined by them. Masking what is masked changes nothing.
 * `json` is the draft as JSON text, so that one without anything like a secret costs a search and nothing more.
 */
export function redactDraftJson(json: string, rules: readonly RedactionRule[]): string {
  const candidates = rulesFor(json, rules);
  if (candidates.length === 0) return json;
  const draft = JSON.parse(json) as JsonObject;
  const metadataName = isObject(draft.metadata) || !isObject(draft.data) ? "metadata" : "data";
  const { [metadataName]: given, ...fields } = draft;
  const metadata = isObject(given) ? given : {};
  const redaction = redactionOf(metadata, candidates);
  const known = Object.entries(fields).filter(([name]) => untouched.has(name) || labels.has(name));
  const unknown = Object.fromEntries(
    Object.entries(fields).filter(([name]) => !untouched.has(name) && !labels.has(name)),
  );
  const redacted = {
    ...Object.fromEntries(
      known.map(([name, value]) => [
        name,
        labels.has(name) && typeof value === "string" ? redactLabel(value, name, redaction) : value,
      ]),
    ),
    ...redactFields(unknown, "", redaction),
  };
  const masked = redactMetadata(metadata, redaction);
  // What was too large before is refused where the draft is judged; masking alone refuses nothing.
  const kept = isWithinLimit(metadata) ? (JSON.parse(maskedWithinLimit(masked)) as JsonObject) : masked;
  // What is no object is refused where the draft is judged, as it would have been.
  const isAsGiven = !isObject(given) && Object.keys(kept).length === 0;
  return JSON.stringify(
    isAsGiven
      ? { ...redacted, ...(given === undefined ? {} : { [metadataName]: given }) }
      : { ...redacted, [metadataName]: kept },
  );
}

/** A label stays as short as labels are. */
export function redactLabel(text: string, name: string, redaction: Redaction): string {
  const masked = redactText(text, name, redaction);
  return masked === text ? text : [...masked].slice(0, labelCharactersMax).join("");
}

/** The metadata without its secrets; what is told of labels goes into the same list, so they are redacted before it. */
export function redactMetadata(metadata: JsonObject, redaction: Redaction): JsonObject {
  const { masked, ...fields } = metadata;
  const known = maskingsOf(masked, redaction);
  const redacted = redactFields(known === null ? metadata : fields, "metadata", redaction);
  const news = redaction.maskings.filter(({ path, rule }) => !known?.some((k) => k.path === path && k.rule === rule));
  const all = [...(known ?? []), ...news];
  if (all.length === 0) return redacted;
  const { masked: stranger, ...rest } = redacted;
  return { ...rest, ...(stranger === undefined ? {} : { masked_: stranger }), masked: all };
}

/** What is to be looked for in a draft whose texts some sender has cut, as `metadata.truncated` says. */
export function redactionOf(metadata: JsonObject | undefined, rules: readonly RedactionRule[]): Redaction {
  const truncated = metadata?.truncated;
  const cut = new Set<string>();
  for (const entry of Array.isArray(truncated) ? truncated : []) {
    if (isObject(entry) && entry.reason === "size" && typeof entry.path === "string") cut.add(entry.path);
  }
  return { rules, maskings: [], cut };
}

/** The list as we write it; null for anything else that stands under its name. */
function maskingsOf(value: JsonValue | undefined, { rules }: Redaction): Masking[] | null {
  if (!Array.isArray(value)) return null;
  const maskings: Masking[] = [];
  for (const entry of value) {
    if (!isObject(entry) || Object.keys(entry).length !== 2) return null;
    const { path, rule } = entry;
    if (typeof path !== "string" || typeof rule !== "string" || !ruleNamePattern.test(rule)) return null;
    maskings.push({ path: maskSecrets(path, rules).text, rule });
  }
  return maskings;
}

const isWithinLimit = (metadata: JsonObject) => Buffer.byteLength(JSON.stringify(metadata)) <= metadataBytesMax;

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
