/**
 * One-dimensional arrays in PostgreSQL's binary format (`array_send`/`array_recv`, src/backend/utils/adt/arrayfuncs.c):
 * dimensions, has-nulls, element type, then length and lower bound; each element is its length and its bytes. As
 * parameters they cost a third of text arrays, which have to be quoted here and unquoted there.
 */

const headBytes = 20;
const elementType = { text: 25, json: 114, timestamptz: 1184, uuid: 2950 } as const;
/** PostgreSQL counts microseconds from 2000-01-01. */
const epochMs = Date.UTC(2000, 0, 1);

/** Texts (or JSON texts) as an array parameter; null when all are null, which costs nothing. */
export function textArray(values: readonly (string | null)[], type: "text" | "json" = "text"): Buffer | null {
  let bytes = headBytes;
  let nulls = 0;
  for (const value of values) {
    bytes += 4;
    if (value === null) nulls += 1;
    else bytes += Buffer.byteLength(value);
  }
  if (nulls === values.length) return null;
  const array = arrayOf(type, values.length, bytes, nulls > 0);
  let at = headBytes;
  for (const value of values) {
    const length = value === null ? -1 : array.write(value, at + 4);
    array.writeInt32BE(length, at);
    at += 4 + Math.max(0, length);
  }
  return array;
}

/** UUIDs in their text form, none of them null. Throws for a text that is none. */
export function uuidArray(ids: readonly string[]): Buffer {
  const array = arrayOf("uuid", ids.length, headBytes + ids.length * 20, false);
  let at = headBytes;
  for (const id of ids) {
    const hex = id.replaceAll("-", "");
    at = array.writeInt32BE(16, at);
    if (hex.length !== 32 || array.write(hex, at, "hex") !== 16) throw new TypeError(`no UUID: ${id}`);
    at += 16;
  }
  return array;
}

/** Instants as `2026-11-17T14:06:12.482000Z`, six digits and Z, or null. */
export function timestampArray(instants: readonly (string | null)[]): Buffer | null {
  const nulls = instants.filter((instant) => instant === null).length;
  if (nulls === instants.length) return null;
  const array = arrayOf("timestamptz", instants.length, headBytes + instants.length * 12 - nulls * 8, nulls > 0);
  let at = headBytes;
  for (const instant of instants) {
    at = array.writeInt32BE(instant === null ? -1 : 8, at);
    if (instant === null) continue;
    const micros = (Date.parse(`${instant.slice(0, 23)}Z`) - epochMs) * 1_000 + Number(instant.slice(23, 26));
    if (!Number.isSafeInteger(micros)) throw new TypeError(`no instant: ${instant}`);
    at = array.writeInt32BE(Math.floor(micros / 2 ** 32), at);
    at = array.writeUInt32BE((micros % 2 ** 32) >>> 0, at);
  }
  return array;
}

function arrayOf(type: keyof typeof elementType, length: number, bytes: number, hasNulls: boolean): Buffer {
  const array = Buffer.allocUnsafe(bytes);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(hasNulls ? 1 : 0, 4);
  array.writeInt32BE(elementType[type], 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return array;
}
