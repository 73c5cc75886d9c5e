import type { JsonObject, JsonValue } from "../contract/event";
import { memberPath } from "./cuts";

/**
 * The paths of all members whose key or plain value has the text in it, whatever its case, and of all that hold such a
 * member; `found` counts the former.
 */
export function searchJson(
  value: JsonObject,
  { text, root }: { text: string; root: string },
): { found: number; paths: ReadonlySet<string> } {
  const wanted = text.toLowerCase();
  const paths = new Set<string>();
  let found = 0;
  const has = (piece: string) => piece.toLowerCase().includes(wanted);
  const visit = (key: string | number, item: JsonValue, path: string): boolean => {
    const isPlain = typeof item !== "object" || item === null;
    const isFound = (typeof key === "string" && has(key)) || (isPlain && has(String(item)));
    if (isFound) found += 1;
    const inside = isPlain ? false : visitMembers(item, path);
    if (isFound || inside) paths.add(path);
    return isFound || inside;
  };
  const visitMembers = (item: JsonObject | JsonValue[], path: string): boolean =>
    membersOf(item)
      .map(([key, member]) => visit(key, member, memberPath(path, key)))
      .includes(true);
  visitMembers(value, root);
  return { found, paths };
}

/** The members of an object by key, or of a list by index. */
export function membersOf(value: JsonObject | JsonValue[]): (readonly [string | number, JsonValue])[] {
  return Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
}
