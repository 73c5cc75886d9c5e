import type { EventDraft } from "@/emitter";
import { categoryOf, findCatalogueEntry } from "@/lib/contract/catalogue";
import { createRandom, type Random } from "./random";
import { team } from "./team";

/** A team that works all day long: a burst of stories, then up to so much quiet. */
const quietMsMax = 12 * 60_000;

type History = { seed: number; fromMs: number; untilMs: number };

/** What the team did in a time that has passed, as the lines of an export. The same seed tells the same story. */
export function* teamHistory({ seed, fromMs, untilMs }: History): Generator<string> {
  const random = createRandom(seed + 1);
  let atMs = fromMs;
  for (const { waitMs, draft } of team({ seed, quietMsMax })) {
    atMs += waitMs;
    if (atMs >= untilMs) return;
    yield JSON.stringify(exported(draft, new Date(atMs), random));
  }
}

/** The event that ingest would have made of it. */
function exported({ metadata = {}, ...draft }: EventDraft, time: Date, random: Random) {
  return {
    severity: findCatalogueEntry(draft.event_type)?.severity ?? "info",
    category: categoryOf(draft.event_type),
    ...draft,
    event_id: `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`,
    timestamp: time.toISOString(),
    metadata,
  };
}
