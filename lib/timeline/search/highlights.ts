import type { SearchQuery } from "./search-query";
import { type Searchable, searchedValues } from "./searched-values";
import { tokensOf } from "./tokens";

/** A piece of one value with what was searched in it; ranges are offsets into `text` in UTF-16 units, end exclusive. */
export type Highlight = { path: string; text: string; ranges: [from: number, to: number][] };

const snippetCharacters = 160;
const highlightsMax = 5;
/** A word as it stands, before it is made comparable: marks belong to the letters before them, and symbols such as ℡ and ₨ hold letters. */
const written = /[\p{L}\p{M}\p{N}\p{So}\p{Sc}]+/gu;

/** Where an event has what is searched: a snippet of each value around the first find, at most five. */
export function highlightsOf(event: Searchable, { all }: SearchQuery): Highlight[] {
  const wanted = new Set(all.flat());
  const found: Highlight[] = [];
  for (const { path, text } of searchedValues(event)) {
    const ranges = rangesIn(text, wanted);
    const [first] = ranges;
    if (first) found.push(snippet(path, text, ranges, first[0]));
    if (found.length === highlightsMax) break;
  }
  return found;
}

/** Where a text has any of the words, as offsets in UTF-16 units, end exclusive. */
export function rangesIn(text: string, wanted: ReadonlySet<string>): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  for (const word of text.matchAll(written)) {
    if (tokensOf(word[0]).some((token) => wanted.has(token))) ranges.push([word.index, word.index + word[0].length]);
  }
  return ranges;
}

function snippet(path: string, text: string, ranges: [number, number][], first: number): Highlight {
  const from = startOfCharacter(text, Math.max(0, Math.min(first - 40, text.length - snippetCharacters)));
  const to = startOfCharacter(text, Math.min(text.length, from + snippetCharacters));
  const inside = ranges.filter(([start, end]) => start >= from && end <= to);
  return {
    path,
    text: `${from > 0 ? "…" : ""}${text.slice(from, to)}${to < text.length ? "…" : ""}`,
    ranges: inside.map(([start, end]) => [start - from + (from > 0 ? 1 : 0), end - from + (from > 0 ? 1 : 0)]),
  };
}

/** A place that does not cut a surrogate pair in two. */
function startOfCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
