import { type Cut, cutOf, storableText } from "./cut";
import { textCharactersMax } from "./limits";

/** A text as one of the event's own fields can hold it: 200 code points that PostgreSQL can keep. Notes what it cut. */
export function mendLabel(field: string, text: string, cuts: Cut[]): string {
  // A code point has two units at most, so that a text of millions is not spread out.
  const beginning = [...storableText(text.slice(0, 2 * textCharactersMax + 2))];
  if (beginning.length > textCharactersMax) {
    cuts.push(cutOf(field, "size", text));
    return beginning.slice(0, textCharactersMax).join("");
  }
  const storable = beginning.join("");
  if (storable !== text) cuts.push(cutOf(field, "characters", text));
  return storable;
}
