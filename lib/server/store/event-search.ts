import { compileSearch } from "@/lib/timeline/search/match-search";
import { requireSearch } from "@/lib/timeline/search/search-query";
import { Pauses } from "../pauses";
import type { StoredEvent } from "./event-row";
import type { Bindings } from "./where-from-filter";

/** A search as the store reads it: what SQL can leave out beforehand, and what of the rest is found. */
export type EventSearch = {
  condition(bindings: Bindings): string[];
  found(events: readonly StoredEvent[]): Promise<StoredEvent[]>;
};

const plainWord = /^[a-z0-9]+$/;

export function eventSearch(q: string): EventSearch {
  const query = requireSearch(q);
  const matches = compileSearch(query);
  const words = [...new Set(query.all.flat())].filter((word) => plainWord.test(word));
  return {
    condition: (bindings) => (words.length > 0 ? [mayHave(words, bindings)] : []),
    async found(events) {
      const pauses = new Pauses();
      const found: StoredEvent[] = [];
      for (const event of events) {
        if (matches(event)) found.push(event);
        if (pauses.isDue) await pauses.take();
      }
      return found;
    },
  };
}

/**
 * True of every event that has the words, which are of plain letters and digits: they stand in the text as they are, unless it
 * holds other characters, as such or escaped, of which they could be made. So few events are handed to the predicate for nothing.
 */
function mayHave(words: readonly string[], bindings: Bindings): string {
  const each = words.map((word) => `strpos(x.t, ${bindings.bind(word)}) > 0`);
  return `EXISTS (
    SELECT FROM (
      SELECT lower(concat_ws(' ', e.event_type, e.operation, e.agent_name, e.metadata::text) COLLATE "C") AS t OFFSET 0
    ) x
    WHERE (${each.join(" AND ")}) OR octet_length(x.t) <> char_length(x.t) OR strpos(x.t, '\\u') > 0)`;
}
