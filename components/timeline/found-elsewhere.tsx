import type { AgentEvent } from "@/lib/contract/event";
import { highlightsOf, rangesIn } from "@/lib/timeline/search/highlights";
import type { Sentence } from "@/lib/timeline/sentence";
import { useSearched } from "./searched";
import { SearchedText } from "./searched-text";

/** Where the event has what is searched, if its sentence doesn't show it: a row must not seem to be there by mistake. */
export function FoundElsewhere({ event, sentence }: { event: AgentEvent; sentence: Sentence }) {
  const search = useSearched();
  if (search === null) return null;
  const told = [sentence.who, ...sentence.parts.map(({ text }) => text), sentence.why ?? ""];
  if (told.some((text) => rangesIn(text, search.words).length > 0)) return null;
  const [found] = highlightsOf(event, search.query);
  if (!found) return null;
  return (
    <span className="why">
      {`${found.path.replace(/^metadata\./, "")}: `}
      <SearchedText text={found.text} />
    </span>
  );
}
