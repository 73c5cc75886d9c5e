import fc from "fast-check";
import { categories } from "../contract/categories";
import { eventStatuses, severities } from "../contract/event-form";
import { exactFields, type TimelineFilter } from "./filter";
import type { Filterable } from "./match-filter";

// Generated events and filters over small, awkward vocabularies, so that matches and near misses are both common.

const types = [
  "task.started",
  "task_started",
  "taskxstarted",
  "task.started.late",
  "agent.error",
  "a",
  "cache_hit",
  "x:y-z",
];
const patterns = [
  "task*",
  "task_*",
  "task.*",
  "*started",
  "*_*",
  "*.*.*",
  "*",
  "**",
  "a",
  "a*a",
  "*t*s*d",
  "cache_hit",
  "x:*",
];
const values = ["a", "A", "a,b", "a_b", "a%", "a\\", "", "\\,", "é", "😀"].filter((value) => value !== "");

/** Texts whose words are alike, or only look it. */
const texts = [
  "no crane at berth 4",
  "Crane, no: at the BERTH",
  "a-b_c",
  'ﬁne Ｗide \n"fine"',
  "Straße STRASSE",
  "İstanbul ΟΔΟΣ.",
  "\u212a\u00e9e\u0301",
  "😀",
  "",
];
const searches = [
  ...["crane", "CRANE berth", "no 4", "b_c", "fine", "wide fine", "strasse", "straße", "ké", "istanbul", "οδος"],
  ...['"no crane"', '"crane at"', '"fine fine"', "-crane", "crane -4", '-"no crane"', "never", "n", "ine"],
];

const instant = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom("000000", "000001", "500000", "999999"))
  .map(([second, fraction]) => `2026-11-17T14:06:0${second}.${fraction}Z`);

export const filterableEvent: fc.Arbitrary<Filterable> = fc.record({
  event_type: fc.constantFrom(...types),
  category: fc.constantFrom(...categories),
  status: fc.constantFrom(null, ...eventStatuses),
  severity: fc.constantFrom(...severities),
  timestamp: instant,
  agent_name: fc.constantFrom(null, ...texts.filter((text) => text !== "")),
  metadata: fc.oneof(
    fc.constant({}),
    fc
      .record({ one: fc.constantFrom(...texts), two: fc.constantFrom(...texts, 4, null) })
      .map(({ one, two }) => ({ crane: 4, one, list: [{ two }] })),
  ),
  ...(Object.fromEntries(exactFields.map((field) => [field, fc.constantFrom(null, ...values)])) as Record<
    (typeof exactFields)[number],
    fc.Arbitrary<string | null>
  >),
});

const some = <T>(of: readonly T[]) => fc.uniqueArray(fc.constantFrom(...of), { minLength: 1, maxLength: 3 });

const everyField = fc.record(
  {
    kinds: fc.uniqueArray(
      fc
        .tuple(fc.boolean(), fc.constantFrom(...patterns, ...types))
        .map(([not, pattern]) => (not ? `!${pattern}` : pattern)),
      { minLength: 1, maxLength: 3 },
    ),
    categories: some(categories),
    status: some(eventStatuses),
    severity: some(severities),
    min_severity: fc.constantFrom(...severities),
    since: instant,
    until: instant,
    q: fc.constantFrom(...searches),
    ...(Object.fromEntries(exactFields.map((field) => [field, some(values)])) as Record<
      (typeof exactFields)[number],
      fc.Arbitrary<string[]>
    >),
  },
  { requiredKeys: [] },
);

/** Up to three fields: with more, hardly any event would match. */
export const timelineFilter: fc.Arbitrary<TimelineFilter> = everyField
  .map((filter) => Object.entries(filter))
  .chain((fields) => fc.subarray(fields, { maxLength: Math.min(3, fields.length) }))
  .map((fields) => Object.fromEntries(fields) as TimelineFilter);
