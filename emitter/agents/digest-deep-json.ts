import { createHash } from "node:crypto";
import type { JsonObject, JsonValue } from "../draft";
import { exactJson } from "./exact-json";

const chunkCharacters = 64 * 1024;

/**
 * The size and SHA-256 of a value's compact JSON, however deep it is. Level by level in lists of its own and hashed in
 * chunks: ten million levels must not need ten million calls, nor the whole text at once.
 */
export function digestOfDeepJson(root: JsonValue): { bytes: number; sha256: string } {
  const hash = createHash("sha256");
  let bytes = 0;
  let chunk = "";
  const write = (text: string) => {
    chunk += text;
    if (chunk.length > chunkCharacters) flush();
  };
  const flush = () => {
    bytes += Buffer.byteLength(chunk);
    hash.update(chunk);
    chunk = "";
  };

  // The containers that are open, the keys of those that are objects, and how far each has been written.
  const open: (JsonValue[] | JsonObject)[] = [];
  const keysOf: (string[] | null)[] = [];
  const places: number[] = [];
  const begin = (value: JsonValue) => {
    if (typeof value !== "object" || value === null) return write(exactJson(value));
    const isList = Array.isArray(value);
    write(isList ? "[" : "{");
    open.push(value);
    keysOf.push(isList ? null : Object.keys(value));
    places.push(0);
  };

  begin(root);
  while (open.length > 0) {
    const last = open.length - 1;
    const container = open[last] as JsonValue[] | JsonObject;
    const keys = keysOf[last] ?? null;
    const place = places[last] ?? 0;
    const length = keys ? keys.length : (container as JsonValue[]).length;
    if (place === length) {
      write(keys ? "}" : "]");
      open.pop();
      keysOf.pop();
      places.pop();
      continue;
    }
    places[last] = place + 1;
    const comma = place === 0 ? "" : ",";
    const key = keys?.[place];
    if (key === undefined) {
      write(comma);
      begin((container as JsonValue[])[place] ?? null);
    } else {
      write(`${comma}${JSON.stringify(key)}:`);
      begin((container as JsonObject)[key] ?? null);
    }
  }
  flush();
  return { bytes, sha256: hash.digest("hex") };
}
