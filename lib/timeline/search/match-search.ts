import type { SearchQuery } from "./search-query";
import { type Searchable, searchedTexts } from "./searched-values";
import { tokensOf } from "./tokens";

/**
 * The words of an event as one text: those of a value between spaces, values apart by line ends, so that a term between
 * spaces is found within a value and never across two.
 */
export function searchText(event: Searchable): string {
  return searchedTexts(event)
    .map((text) => ` ${tokensOf(text).join(" ")} `)
    .join("\n");
}

/** Texts of events that are looked at now, by many readers each: made once. */
const texts = new WeakMap<Searchable, string>();

/** Whether an event has all that is searched and nothing that is excluded; the exact reading, whatever an index says. */
export function compileSearch({ all, none }: SearchQuery): (event: Searchable) => boolean {
  const wanted = all.map(needle);
  const unwanted = none.map(needle);
  return (event) => {
    let text = texts.get(event);
    if (text === undefined) {
      text = searchText(event);
      texts.set(event, text);
    }
    const words = text;
    return wanted.every((term) => words.includes(term)) && !unwanted.some((term) => words.includes(term));
  };
}

const needle = (words: readonly string[]) => ` ${words.join(" ")} `;
