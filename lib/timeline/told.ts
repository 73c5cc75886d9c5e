import type { AgentEvent, JsonObject, JsonValue } from "../contract/event";
import { kindOf } from "./event-kind";

// What the read models take out of events (contract §2, "Conventional metadata"). Their statements do the same in SQL:
// `told_number` in the migrations, and text as `json_to_record` gives it.

const numberForm = /^-?[0-9]{1,16}([.][0-9]{1,24})?([eE][+-]?[0-9]{1,2})?$/;
const numberMax = 1e15;
/** How much of a text a read model keeps; the event has all of it. */
export const toldCharactersMax = 2_000;

/** A number under its name in snake_case or camelCase: one of JSON's, or text that is wholly one; null for all else. */
export function toldNumber(metadata: JsonObject, name: string): number | null {
  for (const value of spellings(metadata, name)) {
    if (value === null || !numberForm.test(value)) continue;
    return Math.abs(Number(value)) <= numberMax ? Number(value) : null;
  }
  return null;
}

/** A text under the first of these names that has one, in either spelling, cut; of what is no text its JSON. */
export function toldText(metadata: JsonObject, ...names: readonly string[]): string | null {
  for (const value of names.flatMap((name) => spellings(metadata, name))) {
    if (value !== null && value !== "") return cut(value);
  }
  return null;
}

/** Of a text as many characters as a read model keeps. */
function cut(text: string): string {
  return text.length <= toldCharactersMax ? text : [...text].slice(0, toldCharactersMax).join("");
}

/** Severity error or worse, or status `failure`. */
export function isError({ severity, status }: Pick<AgentEvent, "severity" | "status">): boolean {
  return severity === "error" || severity === "critical" || status === "failure";
}

/** Status `denied`, or a type that says so. */
export function isDenial(event: Pick<AgentEvent, "event_type" | "status">): boolean {
  return event.status === "denied" || ["operation.denied", "permission.denied"].includes(kindOf(event));
}

/** How long something took: between its instants, else what an event tells, unless that is less than nothing. */
export function toldDuration(betweenMs: number | null, metadata: JsonObject): number | null {
  if (betweenMs !== null) return betweenMs;
  const told = toldNumber(metadata, "duration_ms");
  return told !== null && told >= 0 ? told : null;
}

function spellings(metadata: JsonObject, name: string): (string | null)[] {
  const camelCase = name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return [name, camelCase].map((key) => (Object.hasOwn(metadata, key) ? textOf(metadata[key] ?? null) : null));
}

function textOf(value: JsonValue): string | null {
  if (value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
