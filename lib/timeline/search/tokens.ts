const run = /[\p{L}\p{Nd}]+/gu;

/**
 * The words of a text: runs of letters and digits after NFKC (Unicode UAX #15) and lower case, in order; no stemming.
 * A sigma is one letter wherever it stands, as lower case makes its form depend on what follows beyond the word.
 * The one tokenizer: the index, the predicate and the highlights all read texts through it.
 */
export function tokensOf(text: string): string[] {
  return text.normalize("NFKC").toLowerCase().replaceAll("ς", "σ").match(run) ?? [];
}
