import type { Delivery } from "@/lib/contract/webhooks";
import { formatDuration } from "@/lib/timeline/format-duration";

/** One attempt's answer in words: `204 after 12 ms`, `no answer after 15 s: timed out`. */
export function tryWords({ status, duration_ms, text }: Delivery["tries"][number]): string {
  const answer = status === null ? "No answer" : `Answered ${status}`;
  const said = text?.trim();
  return `${answer} after ${formatDuration(duration_ms)}${said ? `: ${said}` : ""}`;
}
