import { formatDuration } from "@/lib/timeline/format-duration";

/** How long something has lasted, in whole seconds: finer it would flicker. */
export function ageWords(ms: number): string {
  return formatDuration(Math.max(1, Math.floor(ms / 1_000)) * 1_000);
}
