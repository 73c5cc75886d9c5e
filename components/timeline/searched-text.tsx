import { MaskedText } from "@/components/ui/masked-text";
import { splitMasks } from "@/lib/timeline/masked-text";
import { rangesIn } from "@/lib/timeline/search/highlights";
import { useSearched } from "./searched";

/** A text with the words marked that are searched, and masked secrets as such. */
export function SearchedText({ text }: { text: string }) {
  const search = useSearched();
  if (search === null) return <MaskedText text={text} />;
  return splitMasks(text).map(({ at, text: piece, rule }) =>
    rule === null ? <Marked key={at} text={piece} words={search.words} /> : <MaskedText key={at} text={piece} />,
  );
}

function Marked({ text, words }: { text: string; words: ReadonlySet<string> }) {
  const ranges = rangesIn(text, words);
  const starts = [0, ...ranges.map(([, to]) => to)];
  return starts.map((start, index) => {
    const range = ranges[index];
    return (
      <span key={start} className="contents">
        {text.slice(start, range?.[0])}
        {range && <mark>{text.slice(...range)}</mark>}
      </span>
    );
  });
}
