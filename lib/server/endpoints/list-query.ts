import { isStorable } from "@/lib/contract/event-form";
import { pageLimitDefault, pageLimitMax } from "@/lib/contract/limits";
import type { FieldError } from "@/lib/contract/problem";
import { fixTimes, formatFilter, parseFilter } from "@/lib/timeline/filter";
import { fieldProblem, refuseUnknownParameters } from "../http/route";
import type { ListField, ListPage, ListQuery } from "../projections/list-query";

type Takes = { fields: readonly ListField[]; states?: readonly string[]; archived?: boolean };

/**
 * What an address asks of a list of a read model: any of `fields`, `since`, `until`, `state` where the list has `states`,
 * `archived` where its things can be, `limit` and `before`. Throws the problem that names each parameter at fault.
 */
export function requireListQuery(params: URLSearchParams, { fields, states = [], archived = false }: Takes): ListQuery {
  const filterNames = [...fields, "since", "until"];
  const besides = [...(states.length > 0 ? ["state"] : []), ...(archived ? ["archived"] : [])];
  refuseUnknownParameters(params, [...filterNames, ...besides, "limit", "before"]);
  const errors: FieldError[] = [];
  const parsed = parseFilter(new URLSearchParams([...params].filter(([name]) => filterNames.includes(name))));
  if (!parsed.ok) errors.push(...parsed.errors);
  const { limit, place } = parsePaging(params, "before", errors);
  const state = [...new Set(params.getAll("state").flatMap((text) => text.split(",")))];
  if (state.some((each) => !states.includes(each))) {
    errors.push({ path: "state", message: `Allowed: ${states.join(", ")}.` });
  }
  const isArchived = params.has("archived") ? params.getAll("archived").join() : null;
  if (isArchived !== null && isArchived !== "true" && isArchived !== "false") {
    errors.push({ path: "archived", message: "Must be true or false." });
  }
  if (errors.length > 0 || !parsed.ok) throw fieldProblem("malformed", errors);
  const filter = fixTimes(parsed.filter, Date.now()) as ListQuery["filter"];
  const more = {
    ...(state.length > 0 ? { state } : {}),
    ...(isArchived === null ? {} : { archived: isArchived === "true" }),
  };
  return { limit, before: place, filter: { ...filter, ...more } };
}

/** `limit` and the place that an address goes on from, where it takes nothing else. */
export function requirePaging(params: URLSearchParams, name: "before" | "after") {
  refuseUnknownParameters(params, ["limit", name]);
  const errors: FieldError[] = [];
  const paging = parsePaging(params, name, errors);
  if (errors.length > 0) throw fieldProblem("malformed", errors);
  return paging;
}

/** A span of times, and how many points of it, where an address takes nothing else. */
export function requireSpan(params: URLSearchParams, points: { max: number; usual: number }) {
  refuseUnknownParameters(params, ["since", "until", "points"]);
  const errors: FieldError[] = [];
  const parsed = parseFilter(new URLSearchParams([...params].filter(([name]) => name === "since" || name === "until")));
  if (!parsed.ok) errors.push(...parsed.errors);
  const pointsMax = wholeNumber(params, "points", { max: points.max, errors }) ?? points.usual;
  if (errors.length > 0 || !parsed.ok) throw fieldProblem("malformed", errors);
  const { since, until } = fixTimes(parsed.filter, Date.now());
  return { since, until, pointsMax };
}

function parsePaging(params: URLSearchParams, placeName: "before" | "after", errors: FieldError[]) {
  const limit = wholeNumber(params, "limit", { max: pageLimitMax, errors }) ?? pageLimitDefault;
  return { limit, place: wholeNumber(params, placeName, { max: Number.MAX_SAFE_INTEGER, errors }) };
}

function wholeNumber(params: URLSearchParams, name: string, { max, errors }: { max: number; errors: FieldError[] }) {
  const texts = params.getAll(name);
  const value = /^\d{1,16}$/.test(texts[0] ?? "") ? Number(texts[0]) : Number.NaN;
  if (texts.length === 0) return undefined;
  if (texts.length === 1 && value >= 1 && value <= max) return value;
  errors.push({ path: name, message: `Must be one whole number from 1 to ${max}.` });
  return undefined;
}

/** `has_more` and `next` of a list's answer; relative times go on as the instants that they meant on the first page. */
export function listEnd(
  path: string,
  params: URLSearchParams,
  { query: { filter, limit }, page }: { query: ListQuery; page: ListPage<unknown> },
): { has_more: boolean; next: string | null } {
  if (!page.hasMore || page.last === null) return { has_more: false, next: null };
  const { state, archived, ...rest } = filter;
  const query = formatFilter(rest);
  if (state) query.set("state", state.join(","));
  if (archived !== undefined) query.set("archived", String(archived));
  const workspace = params.get("workspace");
  if (workspace !== null) query.set("workspace", workspace);
  query.set("limit", String(limit));
  query.set("before", String(page.last));
  return { has_more: true, next: `${path}?${query}` };
}

/** An id in a path: what PostgreSQL could never hold names nothing. */
export function idOf(params: Readonly<Record<string, string>>, name: string): string | null {
  const id = params[name] ?? "";
  return isStorable(id) ? id : null;
}
