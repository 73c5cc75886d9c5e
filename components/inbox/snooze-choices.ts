import { instantOfLocal, localTimeOf } from "@/lib/timeline/zone-time";

export type SnoozeChoice = { text: string; untilMs: number };

const hourMs = 3_600_000;

/** Until when something may be put off, by the viewer's clock. */
export function snoozeChoices(nowMs: number, zone: string): SnoozeChoice[] {
  const today = localTimeOf(nowMs, zone).slice(0, 10);
  const tomorrow = new Date(Date.parse(`${today}T00:00:00Z`) + 24 * hourMs).toISOString().slice(0, 10);
  const morningMs = instantOfLocal(`${tomorrow}T09:00:00`, zone);
  return [
    { text: "For 1 hour", untilMs: nowMs + hourMs },
    { text: "For 4 hours", untilMs: nowMs + 4 * hourMs },
    ...(morningMs === null ? [] : [{ text: "Until tomorrow, 09:00", untilMs: morningMs }]),
  ];
}
