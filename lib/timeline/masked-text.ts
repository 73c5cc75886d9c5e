/** A piece of a text: as it was sent, or in place of a secret that the named rule found. */
export type TextPiece = { at: number; text: string; rule: string | null };

/** As the server and the emitter write them. */
const mask = /\[masked: ([a-z0-9-]{1,50})\]/g;

/** A text in pieces, so that what was masked can be shown as such. */
export function splitMasks(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let read = 0;
  for (const match of text.matchAll(mask)) {
    if (match.index > read) pieces.push({ at: read, text: text.slice(read, match.index), rule: null });
    pieces.push({ at: match.index, text: match[0], rule: match[1] ?? "" });
    read = match.index + match[0].length;
  }
  if (read < text.length || pieces.length === 0) pieces.push({ at: read, text: text.slice(read), rule: null });
  return pieces;
}
