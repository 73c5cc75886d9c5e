import { splitMasks } from "@/lib/timeline/masked-text";

/** A text in which each secret that was masked shows as a quiet, hatched chip with the rule's name. */
export function MaskedText({ text }: { text: string }) {
  const pieces = splitMasks(text);
  if (pieces.length === 1 && pieces[0]?.rule === null) return text;
  return pieces.map(({ at, text: piece, rule }) =>
    rule === null ? (
      piece
    ) : (
      <span key={at} className="masked" title={`A secret stood here; the rule ${rule} masked it before it was stored`}>
        <span className="hide">masked: </span>
        {rule}
      </span>
    ),
  );
}
