import type { JsonObject, JsonValue } from "../draft";
import { type CutReason, storableText } from "./cut";
import { inexactDigits } from "./exact-json";
import { metadataDepthMax } from "./limits";

/** A cut to be described when it is known that this attempt counts: hashing costs more than all the rest. */
export type PlannedCut = { path: string; reason: CutReason; original: JsonValue };

/** One attempt to mend something: how long a text may be, and what may still be written before it has failed. */
export type Attempt = { textBytesMax: number; bytesLeft: number; cuts: PlannedCut[] };

/** Where a value stands; told as a path only where something is cut there. */
export type Place = { within: Place | null; key: string | number; depth: number };

/** What a cut's note takes besides its path, at least. All that is counted here is a lower bound: what fits is not given up. */
const noteBytes = 110;
const keyCharactersTold = 100;

/**
 * A copy that PostgreSQL can keep, of texts of `textBytesMax` at most and no deeper than metadata may be. Gives up as soon
 * as the attempt's bytes are spent (`bytesLeft` is negative then), so that it never costs more than what it may write.
 */
export function mendValue(value: JsonValue, place: Place, attempt: Attempt): JsonValue {
  if (typeof value === "string") return mendText(value, place, attempt);
  if (typeof value !== "object" || value === null) {
    attempt.bytesLeft -= 2;
    return value;
  }
  if (place.depth > metadataDepthMax) {
    plan(attempt, place, "depth", value);
    return null;
  }
  attempt.bytesLeft -= 1;
  if (Array.isArray(value)) return mendList(value, place, attempt);
  return mendObject(value, place, attempt);
}

function mendList(list: readonly JsonValue[], place: Place, attempt: Attempt): JsonValue[] {
  const mended: JsonValue[] = [];
  // Each takes two bytes at least: what can't fit is not even begun.
  if (list.length * 2 > attempt.bytesLeft) attempt.bytesLeft = -1;
  for (let i = 0; i < list.length && attempt.bytesLeft >= 0; i += 1) {
    mended.push(mendValue(list[i] ?? null, { within: place, key: i, depth: place.depth + 1 }, attempt));
  }
  return mended;
}

function mendObject(object: JsonObject, place: Place, attempt: Attempt): JsonObject {
  const mended = new Map<string, JsonValue>();
  const keys = Object.keys(object);
  if (keys.length * 4 > attempt.bytesLeft) attempt.bytesLeft = -1;
  for (const rawKey of keys) {
    if (attempt.bytesLeft < 0) break;
    const key = mendKey(rawKey, mended);
    const inside = { within: place, key, depth: place.depth + 1 };
    if (key !== rawKey) plan(attempt, inside, "characters", rawKey);
    attempt.bytesLeft -= Buffer.byteLength(key) + 4;
    mended.set(key, mendValue(object[rawKey] ?? null, inside, attempt));
  }
  return Object.fromEntries(mended);
}

/** Two keys that differ only in what can't be kept stay two. */
function mendKey(rawKey: string, taken: ReadonlyMap<string, unknown>): string {
  let key = storableText(rawKey);
  while (taken.has(key)) key += "_";
  return key;
}

function mendText(raw: string, place: Place, attempt: Attempt): string {
  const digits = inexactDigits(raw);
  const original = digits ?? raw;
  // A unit is a byte at least: what lies behind these can't be kept, however long the text is.
  const text = storableText(original.slice(0, attempt.textBytesMax + 1));
  const bytes = Buffer.byteLength(text);
  if (bytes > attempt.textBytesMax) {
    plan(attempt, place, "size", original);
    attempt.bytesLeft -= attempt.textBytesMax;
    return beginningOf(text, attempt.textBytesMax);
  }
  attempt.bytesLeft -= bytes + 3;
  if (digits !== null) plan(attempt, place, "number", digits);
  else if (text !== original) plan(attempt, place, "characters", original);
  return text;
}

/** Decoding as a stream leaves out a character that was cut in half. */
function beginningOf(text: string, bytesMax: number): string {
  const bytes = Buffer.from(text).subarray(0, bytesMax);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes, { stream: true });
}

function plan(attempt: Attempt, place: Place, reason: CutReason, original: JsonValue): void {
  const path = pathOf(place);
  attempt.bytesLeft -= noteBytes + path.length;
  attempt.cuts.push({ path, reason, original });
}

/** `metadata.tool_input.edits[3]` */
export function pathOf({ within, key }: Place): string {
  const before = within === null ? "" : pathOf(within);
  if (typeof key === "number") return `${before}[${key}]`;
  const told = storableText(key.slice(0, keyCharactersTold));
  return before === "" ? told : `${before}.${told}`;
}
