import type { Figure } from "./crash/figure";
import { onBed } from "./stream/bed";
import { measureFanOut } from "./stream/fan-out";
import { measureLatency } from "./stream/latency";
import { measureMemory } from "./stream/memory";
import { measureReplay } from "./stream/replay";
import { measureStorm } from "./stream/storm";

/** The live stream beside a bare `node:http` server, in one run: fan-out, latency, memory, replay, and a storm of returning readers. */
export default function stream(): Promise<Figure[]> {
  return onBed(async (bed) => {
    await measureFanOut(bed);
    await measureLatency(bed);
    await measureMemory(bed);
    await measureReplay(bed);
    await measureStorm(bed);
  });
}
