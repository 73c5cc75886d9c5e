import { randomUUID } from "node:crypto";

/**
 * A UUIDv7: its first 48 bits are the time, so ids sort by when they were made, to the millisecond. Built from a
 * random UUID because Node keeps entropy for those ready, which makes it several times cheaper than asking for bytes.
 */
export function uuid7(nowMs: number = Date.now()): string {
  const time = nowMs.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
