import { fixTimes } from "@/lib/timeline/filter";

/** The instant that an age meant when the page was read, in epoch milliseconds. */
export function sinceMsOf(since: string | null, readAtMs: number): number | null {
  const instant = since === null ? undefined : fixTimes({ since }, readAtMs).since;
  return instant === undefined ? null : Date.parse(instant);
}
