import type { EventPage } from "@/lib/contract/query";
import { FriendlyError } from "@/scripts/friendly-error.mjs";
import type { Placed } from "./placed";

/** The whole log, paged through the API. */
export async function readLog(url: string, key: string): Promise<Placed[]> {
  const log: Placed[] = [];
  let next: string | null = "/api/v1/events?order=asc&limit=1000";
  while (next !== null) {
    const response = await fetch(new URL(next, url), { headers: { authorization: `Bearer ${key}` } });
    if (!response.ok) throw new FriendlyError(`The log can't be read (${response.status}): ${await response.text()}`);
    const page = (await response.json()) as EventPage;
    log.push(...page.events.map(({ cursor, event_id }) => ({ cursor, event_id })));
    next = page.next;
  }
  return log;
}
