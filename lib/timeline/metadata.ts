import type { JsonObject, JsonValue } from "../contract/event";

/** Longest text that a one-line sentence takes from metadata; the detail panel shows the whole value. */
const clipCharacters = 160;

/** The first of these keys with a text, number or boolean, on one line. Each key is also tried in camelCase. */
export function readText(metadata: JsonObject, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = readValue(metadata, key);
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    if (typeof value === "string" && value.trim() !== "") return toOneLine(value);
  }
  return null;
}

/** The first of these keys with a number, or with text that is wholly one. Each key is also tried in camelCase. */
export function readNumber(metadata: JsonObject, ...keys: readonly string[]): number | null {
  for (const key of keys) {
    const value = readValue(metadata, key);
    if (typeof value === "number") return value;
    if (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) return Number(value);
  }
  return null;
}

/** The texts of a list; empty where there is none. */
export function readList(metadata: JsonObject, key: string): string[] {
  const value = readValue(metadata, key);
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** An object inside the metadata; `{}` where there is none. */
export function readObject(metadata: JsonObject, key: string): JsonObject {
  const value = readValue(metadata, key);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/** White space of any kind becomes one space; what is too long ends in an ellipsis. */
export function toOneLine(text: string): string {
  const line = text
    .slice(0, clipCharacters * 4)
    .replaceAll(/\s+/g, " ")
    .trim();
  return line.length <= clipCharacters ? line : `${line.slice(0, clipCharacters - 1).trimEnd()}…`;
}

/** The last part of a path, for a sentence; slashes of either kind. */
export function baseName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== "") ?? path;
}

function readValue(metadata: JsonObject, key: string): JsonValue | undefined {
  const camelCase = key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (Object.hasOwn(metadata, key)) return metadata[key];
  return Object.hasOwn(metadata, camelCase) ? metadata[camelCase] : undefined;
}
