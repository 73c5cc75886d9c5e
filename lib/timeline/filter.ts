import { type Category, categories } from "../contract/categories";
import {
  type EventStatus,
  eventStatuses,
  eventTypeCharactersMax,
  isStorable,
  type Severity,
  severities,
  textCharactersMax,
} from "../contract/event-form";
import { formatTimestamp, parseTimestamp } from "../contract/timestamp";
import { parseSearch } from "./search/search-query";

/** Exact-match parameters: any of the values given. */
export const exactFields = [
  "agent_id",
  "agent_role",
  "session_id",
  "task_id",
  "trace_id",
  "correlation_id",
  "project",
  "operation",
  "source",
] as const;
export type ExactField = (typeof exactFields)[number];

/**
 * The one filter language (contract §6), as a value. An absent field lets everything through; fields narrow
 * one another. `kinds` holds type patterns (`*` any run of characters, leading `!` excludes, exclusion wins,
 * exclusions alone mean all others). `since` (inclusive) and `until` (exclusive) are normalised instants
 * (see `parseTimestamp`) or relative ages such as `15m`; `fixTimes` turns the latter into the former.
 */
export type TimelineFilter = { readonly [field in ExactField]?: readonly string[] } & {
  readonly kinds?: readonly string[];
  readonly categories?: readonly Category[];
  readonly status?: readonly EventStatus[];
  readonly severity?: readonly Severity[];
  readonly min_severity?: Severity;
  readonly since?: string;
  readonly until?: string;
  /** What is searched, as it was written; `parseSearch` reads it. */
  readonly q?: string;
};

export type FilterProblem = { path: string; message: string };
export type FilterResult = { ok: true; filter: TimelineFilter } | { ok: false; errors: FilterProblem[] };

export const filterValuesMax = 200;

const aliases: Readonly<Record<string, string>> = { event_type: "kinds", rooms: "categories" };
const patternForm = /^!?[a-z0-9_.:*-]+$/;
const relativeForm = /^(\d{1,9})([smhdw])$/;
const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * Reads a filter from an address. Every parameter must be one of the filter's or be listed in `besides`
 * (those that the caller reads itself); `without` names filter parameters that this place doesn't take.
 * All faults are reported, each with the parameter's name; none is ignored.
 */
export function parseFilter(
  params: URLSearchParams,
  { besides = [], without = [] }: { besides?: readonly string[]; without?: readonly string[] } = {},
): FilterResult {
  const errors: FilterProblem[] = [];
  const filter: Record<string, string | string[]> = {};
  for (const name of new Set(params.keys())) {
    if (besides.includes(name)) continue;
    const field = aliases[name] ?? name;
    const given = params.getAll(name);
    const fail = (message: string) => errors.push({ path: name, message });
    if (without.includes(field) || !isFilterField(field)) {
      fail(`Unknown parameter here. Allowed: ${allowedNames(besides, without).join(", ")}.`);
    } else if (field === "q") {
      const [text = ""] = given;
      const parsed = parseSearch(text);
      if (given.length > 1) fail("Give it once.");
      else if (!parsed.ok) fail(parsed.message);
      else filter.q = text.trim();
    } else if (field === "since" || field === "until" || field === "min_severity") {
      if (given.length > 1) fail("Give it once.");
      else {
        const value = given[0] ?? "";
        const parsed = field === "min_severity" ? parseSeverity(value) : parseBound(value);
        if (parsed === null) fail(field === "min_severity" ? oneOf(severities) : boundHelp);
        else filter[field] = parsed;
      }
    } else {
      const values = given.flatMap(splitValues);
      const fault = faultOfValues(field, values);
      if (fault) fail(fault);
      else filter[field] = [...new Set([...((filter[field] as string[] | undefined) ?? []), ...values])];
    }
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, filter: filter as TimelineFilter };
}

/** The filter as parameters, in one canonical order: what an address, a query key and `subscribed` carry. */
export function formatFilter(filter: TimelineFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const field of listFields) {
    const values = (filter[field] ?? []).map((value) => value.replaceAll(",", "\\,"));
    // A backslash at a value's end would swallow the comma after it.
    if (values.some((value) => value.endsWith("\\"))) for (const value of values) params.append(field, value);
    else if (values.length > 0) params.set(field, values.join(","));
  }
  for (const field of singleFields) {
    const value = filter[field];
    if (value !== undefined) params.set(field, value);
  }
  return params;
}

/** The same filter with relative times replaced by the instants that they mean at `nowMs` (epoch milliseconds). */
export function fixTimes(filter: TimelineFilter, nowMs: number): TimelineFilter {
  const fix = (bound: string) => {
    const age = relativeForm.exec(bound);
    if (!age) return bound;
    const ms = Math.max(0, nowMs - Number(age[1]) * (unitMs[age[2] ?? "s"] ?? 0));
    return formatTimestamp(ms);
  };
  return {
    ...filter,
    ...(filter.since === undefined ? {} : { since: fix(filter.since) }),
    ...(filter.until === undefined ? {} : { until: fix(filter.until) }),
  };
}

/** True where nothing is filtered: only then do consecutive cursors prove that nothing was missed. */
export function isUnfiltered(filter: TimelineFilter): boolean {
  return Object.values(filter).every((value) => value === undefined);
}

const listFields = ["kinds", "categories", ...exactFields, "status", "severity"] as const;
type ListField = (typeof listFields)[number];
const singleFields = ["min_severity", "since", "until", "q"] as const;
const isFilterField = (name: string): name is ListField | (typeof singleFields)[number] =>
  (listFields as readonly string[]).includes(name) || (singleFields as readonly string[]).includes(name);

function allowedNames(besides: readonly string[], without: readonly string[]): string[] {
  return [...listFields, ...singleFields, ...besides].filter((name) => !without.includes(name));
}

/** Splits at commas; `\,` is a comma. */
function splitValues(text: string): string[] {
  return text.split(/(?<!\\),/).map((value) => value.replaceAll("\\,", ","));
}

function faultOfValues(field: ListField, values: readonly string[]): string | null {
  if (values.length > filterValuesMax) return `At most ${filterValuesMax} values.`;
  if (values.includes("")) return "A value is empty.";
  const unknownIn = (allowed: readonly string[]) => (values.every((v) => allowed.includes(v)) ? null : oneOf(allowed));
  switch (field) {
    case "kinds":
      return values.every((v) => patternForm.test(v) && v.length <= eventTypeCharactersMax + 1)
        ? null
        : "Event types or patterns of a-z 0-9 _ . : - and *, a leading ! excludes; at most 100 characters each.";
    case "categories":
      return unknownIn(categories);
    case "status":
      return unknownIn(eventStatuses);
    case "severity":
      return unknownIn(severities);
    default:
      return values.every((v) => [...v].length <= textCharactersMax && isStorable(v))
        ? null
        : `Text of 1 to ${textCharactersMax} characters, without NUL.`;
  }
}

const oneOf = (allowed: readonly string[]) => `Allowed: ${allowed.join(", ")}.`;
const boundHelp = "An RFC 3339 instant such as 2026-11-17T14:06:12Z, or an age such as 30s, 15m, 24h, 7d, 2w.";

const parseSeverity = (value: string): Severity | null => severities.find((severity) => severity === value) ?? null;

function parseBound(value: string): string | null {
  if (relativeForm.test(value)) return value;
  // A plus sign that nobody escaped arrives as a space.
  return parseTimestamp(value.replace(/ (\d\d:\d\d)$/, "+$1"));
}
