import { tokensOf } from "./tokens";

/** What is searched: each of `all` must occur and none of `none`. A term of several words is a phrase within one value. */
export type SearchQuery = {
  readonly all: readonly (readonly string[])[];
  readonly none: readonly (readonly string[])[];
};

type SearchResult = { ok: true; query: SearchQuery } | { ok: false; message: string };

export const searchCharactersMax = 500;
export const searchTermsMax = 20;

/** A minus that begins a term, then a phrase in quotes (the last may be left open) or what lies between spaces. */
const term = /(-?)(?:"([^"]*)(?:"|$)|(\S+))/g;

/**
 * Reads `q` (contract §6): words that must all occur, `"a phrase"` within one value, `-without` a word or a phrase. What
 * stands between spaces and has several words, such as write_file, asks for each of them; excluded, for all of them in a row.
 */
export function parseSearch(text: string): SearchResult {
  if (text.length > searchCharactersMax) return refused(`At most ${searchCharactersMax} characters.`);
  const all: string[][] = [];
  const none: string[][] = [];
  for (const [, minus, phrase, plain = ""] of text.matchAll(term)) {
    const words = tokensOf(phrase ?? plain);
    if (words.length === 0) continue;
    if (minus === "-") none.push(words);
    else if (phrase !== undefined) all.push(words);
    else all.push(...words.map((word) => [word]));
  }
  if (all.length + none.length === 0) return refused("Has no word to look for: a word is a run of letters and digits.");
  if (all.length + none.length > searchTermsMax) return refused(`At most ${searchTermsMax} words and phrases.`);
  return { ok: true, query: { all, none } };
}

/** The query of a text that has been judged before, as that of a filter has. */
export function requireSearch(text: string): SearchQuery {
  const parsed = parseSearch(text);
  if (!parsed.ok) throw new TypeError(`Not a search: ${parsed.message}`);
  return parsed.query;
}

const refused = (message: string): SearchResult => ({ ok: false, message });
