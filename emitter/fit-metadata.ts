import { createHash } from "node:crypto";
import type { JsonObject, JsonValue } from "./draft";

const metadataBytesMax = 64 * 1024;
const metadataDepthMax = 32;

/** Tried in turn until the whole fits, so that a single long text keeps far more than one of a thousand. */
const textBytesSteps = [metadataBytesMax, 32_768, 16_384, 4_096, 1_024, 512];

/** A field smaller than this is not worth dropping: saying so would take more room. */
const droppedFieldBytesMin = 512;

/** One value that is not kept as it was: where, why, and the size and SHA-256 of the original as UTF-8. */
export type Cut = { path: string; reason: "characters" | "size" | "depth"; bytes: number; sha256: string };

/** Describes a value before it is cut; what is no text is described by its compact JSON. */
export function cutOf(path: string, reason: Cut["reason"], original: JsonValue): Cut {
  const bytes = Buffer.from(typeof original === "string" ? original : JSON.stringify(original));
  return { path, reason, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** Text that PostgreSQL can keep: each NUL and lone surrogate becomes U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "\uFFFD").replace(/\p{Surrogate}/gu, "\uFFFD");
}

/**
 * The metadata within what the server takes (64 KiB of compact JSON, depth 32, storable characters). What had to be
 * cut is listed under `truncated`, beside the cuts made elsewhere in the draft, which count towards the size.
 */
export function fitMetadata(metadata: JsonObject, cutsElsewhere: readonly Cut[] = []): JsonObject {
  let fitted: JsonObject = metadata;
  for (const textBytesMax of textBytesSteps) {
    const cuts: Cut[] = [...cutsElsewhere];
    const copy = cutObject(metadata, { path: "metadata", depth: 1, textBytesMax, cuts });
    fitted = cuts.length > 0 ? { ...copy, truncated: cuts } : copy;
    if (sizeOf(fitted) <= metadataBytesMax) return fitted;
  }
  return dropFields(fitted, metadata);
}

type Place = { path: string; depth: number; textBytesMax: number; cuts: Cut[] };

function cutValue(value: JsonValue, place: Place): JsonValue {
  if (typeof value === "string") return cutText(value, place);
  if (typeof value !== "object" || value === null) return value;
  if (place.depth > metadataDepthMax) {
    place.cuts.push(cutOf(place.path, "depth", value));
    return null;
  }
  if (!Array.isArray(value)) return cutObject(value, place);
  return value.map((item, index) =>
    cutValue(item, { ...place, path: `${place.path}[${index}]`, depth: place.depth + 1 }),
  );
}

function cutObject(object: JsonObject, place: Place): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([rawKey, value]) => {
      const key = storableText(rawKey);
      const path = `${place.path}.${key}`;
      if (key !== rawKey) place.cuts.push(cutOf(path, "characters", rawKey));
      return [key, cutValue(value, { ...place, path, depth: place.depth + 1 })];
    }),
  );
}

function cutText(text: string, { path, textBytesMax, cuts }: Place): string {
  const storable = storableText(text);
  const bytes = Buffer.from(storable);
  if (bytes.length > textBytesMax) {
    cuts.push(cutOf(path, "size", text));
    // Decoding as a stream leaves out a character that was cut in half.
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, textBytesMax), { stream: true });
  }
  if (storable !== text) cuts.push(cutOf(path, "characters", text));
  return storable;
}

/** The last resort, for thousands of small values: whole fields go, largest first, then everything. */
function dropFields(fitted: JsonObject, original: JsonObject): JsonObject {
  const { truncated, ...fields } = fitted;
  const kept = new Map(Object.entries(fields));
  const cuts: JsonValue[] = [];
  const bySize = [...kept].sort(([, a], [, b]) => sizeOf(b) - sizeOf(a));
  for (const [key, value] of bySize) {
    if (sizeOf(value) < droppedFieldBytesMin) break;
    kept.delete(key);
    cuts.push(cutOf(`metadata.${key}`, "size", original[key] ?? value));
    const result = { ...Object.fromEntries(kept), truncated: cuts };
    if (sizeOf(result) <= metadataBytesMax) return result;
  }
  return { truncated: [cutOf("metadata", "size", original)] };
}

function sizeOf(value: JsonValue): number {
  return Buffer.byteLength(JSON.stringify(value));
}
