import { MaskedText } from "@/components/ui/masked-text";

/** A piece of JSON with what is searched in it marked, and what was masked shown as such. */
export function JsonText({ text, search }: { text: string; search: { text: string } | null }) {
  if (search === null) return <MaskedText text={text} />;
  const wanted = search.text.toLowerCase();
  const lower = text.toLowerCase();
  const pieces: { at: number; text: string; isFound: boolean }[] = [];
  let read = 0;
  // Letters that are longer in the other case would shift what follows: then nothing is marked.
  for (
    let at = lower.length === text.length ? lower.indexOf(wanted) : -1;
    at !== -1;
    at = lower.indexOf(wanted, read)
  ) {
    pieces.push({ at: read, text: text.slice(read, at), isFound: false });
    pieces.push({ at, text: text.slice(at, at + wanted.length), isFound: true });
    read = at + wanted.length;
  }
  pieces.push({ at: read, text: text.slice(read), isFound: false });
  return pieces.map(({ at, text: piece, isFound }) =>
    isFound ? <mark key={at}>{piece}</mark> : <MaskedText key={`${at} before`} text={piece} />,
  );
}
