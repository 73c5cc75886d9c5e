import { randomUUID } from "node:crypto";

/** Each millisecond's first id has a number of its lower half, so that there is room to count from it. */
const counterMax = 0xfff;
const counterStartMax = 0x7ff;

let lastMs = 0;
let counter = 0;
let prefix = "";

/**
 * A UUIDv7: its first 48 bits are the time, the next 12 count within a millisecond. So the ids of a process sort in the
 * order made, even where the clock goes backwards: until it has caught up, time stands still in them. The rest is of a
 * random UUID, because Node keeps entropy for those ready, which makes it several times cheaper than asking for bytes.
 */
export function uuid7(nowMs: number = Date.now()): string {
  const random = randomUUID();
  if (nowMs > lastMs) startAt(nowMs, random);
  else if (counter < counterMax) counter += 1;
  else startAt(lastMs + 1, random);
  return `${prefix}${counter.toString(16).padStart(3, "0")}${random.slice(18)}`;
}

function startAt(ms: number, random: string): void {
  lastMs = ms;
  counter = Number.parseInt(random.slice(0, 4), 16) & counterStartMax;
  const time = ms.toString(16).padStart(12, "0");
  prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`;
}
