// @ts-check
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Preloaded into the measured server: tells on SIGUSR2 what it occupies once nothing is left to be collected. */

/** What a process occupies in memory, in bytes, after its garbage was collected. */
export function residentAfterCollection() {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  for (let i = 0; i < 3; i += 1) collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss, used: heapUsed + external };
}

process.on("SIGUSR2", () => console.log(`memory: ${JSON.stringify(residentAfterCollection())}`));
