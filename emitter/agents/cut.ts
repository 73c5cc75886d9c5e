import { createHash } from "node:crypto";
import type { JsonValue } from "../draft";
import { digestOfDeepJson } from "./digest-deep-json";
import { exactJson } from "./exact-json";

/** One value that is not kept as it came: where, why, and the size and SHA-256 of the original as UTF-8. */
export type Cut = { path: string; reason: CutReason; bytes: number; sha256: string };

/**
 * `characters`: NUL or lone surrogates became U+FFFD. `size`: only its beginning is kept, or nothing. `depth`: nested too
 * deep. `number`: no double can hold it, so its digits are kept as text.
 */
export type CutReason = "characters" | "size" | "depth" | "number";

/** Describes a value before it is cut; what is neither text nor bytes is described by its compact JSON. */
export function cutOf(path: string, reason: CutReason, original: JsonValue | Uint8Array): Cut {
  if (original instanceof Uint8Array) return { path, reason, ...digestOf(original) };
  return { path, reason, ...(typeof original === "string" ? digestOf(original) : digestOfJson(original)) };
}

/** Text that PostgreSQL can keep: each NUL and lone surrogate becomes U+FFFD. */
export function storableText(text: string): string {
  return mayBeUnstorable.test(text) ? text.replace(unstorable, "\uFFFD") : text;
}

/** Cheap and too eager: with pairs that are whole. */
const mayBeUnstorable = /[\0\ud800-\udfff]/;
const unstorable = /\0|\p{Surrogate}/gu;

type Digest = Pick<Cut, "bytes" | "sha256">;

function digestOf(original: string | Uint8Array): Digest {
  const bytes = typeof original === "string" ? Buffer.from(original) : original;
  return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

function digestOfJson(value: JsonValue): Digest {
  try {
    return digestOf(exactJson(value));
  } catch (error) {
    // JSON.stringify calls itself for each level, and a body may have millions; JSON.parse does not.
    if (error instanceof RangeError) return digestOfDeepJson(value);
    throw error;
  }
}
