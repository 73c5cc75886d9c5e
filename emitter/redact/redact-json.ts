import type { JsonObject, JsonValue } from "../draft";
import { isMask, maskOf, maskSecrets, withoutMasks } from "./find-secrets";
import type { RedactionRule } from "./redaction-rule";
import { isSecretName } from "./secret-name";

/** Where something was masked, and which rule found it. */
export type Masking = { path: string; rule: string };

/** The rule for values that are known to be secrets by their field's name. */
export const secretFieldRule = "secret-field";
/** The rule for the last word of a text that was cut: half a secret has no form that one could know. */
export const cutEndRule = "cut-end";

/** More are masked all the same, and the list says nothing of them. */
const maskingsToldMax = 100;
const keyCharactersTold = 100;

/** What is looked for, what was found, and which texts (by their path) have been cut before. */
export type Redaction = { rules: readonly RedactionRule[]; maskings: Masking[]; cut: ReadonlySet<string> };

/** A value without its secrets: in texts, in the names of fields, and whole where the field's name says so. */
export function redactValue(value: JsonValue, path: string, redaction: Redaction): JsonValue {
  if (typeof value === "string") return redactText(value, path, redaction);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item, index) => redactValue(item, `${path}[${index}]`, redaction));
  return redactFields(value, path, redaction);
}

export function redactFields(object: JsonObject, path: string, redaction: Redaction): JsonObject {
  const fields = new Map<string, JsonValue>();
  for (const name of Object.keys(object)) {
    let key = redactText(name, path, redaction);
    while (fields.has(key)) key += "_";
    const place = path === "" ? key.slice(0, keyCharactersTold) : `${path}.${key.slice(0, keyCharactersTold)}`;
    fields.set(key, redactField(key, object[name] ?? null, { place, redaction }));
  }
  return Object.fromEntries(fields);
}

function redactField(
  name: string,
  value: JsonValue,
  { place, redaction }: { place: string; redaction: Redaction },
): JsonValue {
  if (!holdsText(value) || !isSecretName(withoutMasks(name))) return redactValue(value, place, redaction);
  if (typeof value === "string" && isMask(value)) return value;
  tell(redaction, place, secretFieldRule);
  return maskOf(secretFieldRule);
}

/** Counts, switches and nothing at all are no secrets, whatever they are called. */
function holdsText(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) return typeof value === "string" && value !== "";
  return Object.values(value).some(holdsText);
}

export function redactText(text: string, path: string, redaction: Redaction): string {
  const { text: masked, rules } = maskSecrets(text, redaction.rules);
  for (const rule of rules) tell(redaction, path, rule);
  return redaction.cut.has(path) ? maskCutEnd(masked, path, redaction) : masked;
}

function maskCutEnd(text: string, path: string, redaction: Redaction): string {
  const lastWord = /[^\s"'`\]]{6,300}$/.exec(text);
  if (!lastWord) return text;
  tell(redaction, path, cutEndRule);
  return text.slice(0, lastWord.index) + maskOf(cutEndRule);
}

function tell({ maskings }: Redaction, path: string, rule: string): void {
  if (maskings.length >= maskingsToldMax) return;
  if (maskings.some((known) => known.path === path && known.rule === rule)) return;
  maskings.push({ path, rule });
}
