const run = /[\p{L}\p{Nd}]+/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
const ascii = /^[\x00-\x7f]*$/;
const plainRun = /[a-z0-9]+/g;

/**
 * The words of a text: runs of letters and digits after NFKC (Unicode UAX #15) and lower case, in order; no stemming.
 * A sigma is one letter wherever it stands, as lower case makes its form depend on what follows beyond the word.
 * The one tokenizer: the index, the predicate and the highlights all read texts through it.
 */
export function tokensOf(text: string): string[] {
  // Most texts, and nothing of them would change but their capitals.
  if (ascii.test(text)) return text.toLowerCase().match(plainRun) ?? [];
  return text.normalize("NFKC").toLowerCase().replaceAll("ς", "σ").match(run) ?? [];
}
