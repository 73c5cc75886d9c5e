import { tokensOf } from "@/lib/timeline/search/tokens";

/** The plain letters and digits by their code, in lower case; 0 for what ends a word. */
const plain = new Uint8Array(128);
for (const character of "0123456789abcdefghijklmnopqrstuvwxyz") {
  plain[character.charCodeAt(0)] = character.charCodeAt(0);
  plain[character.toUpperCase().charCodeAt(0)] = character.charCodeAt(0);
}

const seed = 0x811c9dc5;
const prime = 0x01000193;

/** A word as 32 bits (FNV-1a, then mixed so that the upper bits are as good as the lower). */
export function wordHash(word: string): number {
  let hash = seed;
  for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), prime);
  return mixed(hash);
}

/**
 * The hashes of a text's words, some of them more than once. A text of plain characters, as most are, is read letter by letter
 * and not taken apart by the tokenizer, which costs ten times as much and gives the same.
 */
export function eachWordHash(text: string, found: (hash: number) => void): void {
  let hash = seed;
  let isWord = false;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 127) {
      for (const word of tokensOf(text)) found(wordHash(word));
      return;
    }
    const letter = plain[unit] as number;
    if (letter !== 0) {
      hash = Math.imul(hash ^ letter, prime);
      isWord = true;
    } else if (isWord) {
      found(mixed(hash));
      hash = seed;
      isWord = false;
    }
  }
  if (isWord) found(mixed(hash));
}

function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
