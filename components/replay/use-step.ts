import { useSyncExternalStore } from "react";
import type { Playhead } from "@/components/lanes/playhead";

/** Where the playhead is, by its steps: who uses this is drawn anew ten times a second at most. */
export function useStep(playhead: Playhead): number | null {
  return useSyncExternalStore(playhead.onStep, playhead.step, playhead.step);
}
