import type { PoolClient } from "pg";
import { exactFields, type TimelineFilter } from "@/lib/timeline/filter";
import { severitiesFrom } from "@/lib/timeline/match-filter";
import { requireSearch } from "@/lib/timeline/search/search-query";
import type { BlockField } from "./block-fields";
import { Bindings, kindConditions } from "./where-from-filter";

/** A part of a filter that the block index can answer: any of some values in a column, a span of timestamps, or words. */
export type ValueTerm = { field: BlockField; values: readonly string[] };
export type TimeTerm = { since: string; until: string };
export type IndexTerms = { values: readonly ValueTerm[]; time: TimeTerm | null; words: readonly string[] };

/** More words of a search than these don't narrow it much; the longest are the rarest. */
const wordsMax = 8;

/** Patterns that more types fit than this are left to the events themselves. */
const typesMax = 1_000;

/** Bounds that leave nothing out. */
const earliest = "1970-01-01T00:00:00.000000Z";
const latest = "2200-01-01T00:00:00.000000Z";

/** What block and word index can say of a filter (times fixed); null where it can say nothing that would narrow the log. */
export async function indexTerms(
  client: PoolClient,
  workspaceId: number,
  filter: TimelineFilter,
): Promise<IndexTerms | null> {
  const values: ValueTerm[] = [];
  const add = (field: BlockField, given: readonly string[] | undefined) => {
    if (given) values.push({ field, values: [...new Set(given)] });
  };
  for (const field of exactFields) add(field, filter[field]);
  add("category", filter.categories);
  add("status", filter.status);
  add("severity", filter.severity);
  if (filter.min_severity) add("severity", severitiesFrom(filter.min_severity));
  if (filter.kinds) {
    const types = await typesOfKinds(client, workspaceId, filter.kinds);
    if (types) add("event_type", types);
  }
  const { since, until } = filter;
  const isTimed = since !== undefined || until !== undefined;
  const time = isTimed ? { since: since ?? earliest, until: until ?? latest } : null;
  const words = filter.q === undefined ? [] : wordsOf(filter.q);
  return values.length > 0 || time || words.length > 0 ? { values, time, words } : null;
}

/** Words that whatever is found has: of what is excluded the index says nothing. */
function wordsOf(q: string): string[] {
  const words = [...new Set(requireSearch(q).all.flat())];
  return words.sort((a, b) => b.length - a.length).slice(0, wordsMax);
}

/** The types in complete blocks that `kinds` lets through; null where they are too many. */
async function typesOfKinds(
  client: PoolClient,
  workspaceId: number,
  kinds: readonly string[],
): Promise<readonly string[] | null> {
  if (kinds.every((kind) => !kind.startsWith("!") && !kind.includes("*"))) return kinds;
  const bindings = new Bindings();
  const conditions = [`e.workspace_id = ${bindings.bind(workspaceId)}`, ...kindConditions(kinds, bindings)];
  const { rows } = await client.query<{ event_type: string }>({
    text: `SELECT e.event_type FROM block_types e WHERE ${conditions.join(" AND ")} LIMIT ${typesMax + 1}`,
    values: bindings.values,
  });
  return rows.length > typesMax ? null : rows.map(({ event_type }) => event_type);
}
