import { createContext, type ReactNode, useContext, useMemo } from "react";
import { parseSearch, type SearchQuery } from "@/lib/timeline/search/search-query";

type Search = { query: SearchQuery; words: ReadonlySet<string> };

const SearchContext = createContext<Search | null>(null);

/** What the filter searches, for every text below that is shown with its finds marked. */
export function Searched({ q, children }: { q: string | undefined; children: ReactNode }) {
  const search = useMemo(() => {
    const parsed = q === undefined ? null : parseSearch(q);
    return parsed?.ok ? { query: parsed.query, words: new Set(parsed.query.all.flat()) } : null;
  }, [q]);
  return <SearchContext value={search}>{children}</SearchContext>;
}

/** Null where nothing is searched. */
export function useSearched(): Search | null {
  return useContext(SearchContext);
}
