import { readFileSync } from "node:fs";
import { FriendlyError } from "@/scripts/friendly-error.mjs";

/** Of the kernel's clock, on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** The processor time that a process has taken so far, in all of its threads, in microseconds. */
export function processorTime(pid: number): number {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    throw new FriendlyError("The cost of a process is read from /proc, so this benchmark needs Linux.");
  }
  // The name in brackets may hold anything; user and system time are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1e6;
}
