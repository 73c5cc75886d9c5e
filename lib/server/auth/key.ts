import { hash, randomInt } from "node:crypto";
import { crc32 } from "node:zlib";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz";
const randomText = (length: number) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");

/** A key of ours: `sl_`, eight public characters, `_`, 32 secret ones and a checksum, so that scanners can recognise it. */
const mintedForm = /^(sl_[0-9A-Za-z]{8})_[0-9A-Za-z]{32}([0-9a-f]{8})$/;

export function mintKey(): { key: string; prefix: string } {
  const prefix = `sl_${randomText(8)}`;
  const body = `${prefix}_${randomText(32)}`;
  return { key: body + checksum(body), prefix };
}

/** Keys are random, so a plain SHA-256 keeps them; argon2id is for what people choose. */
export function hashKey(key: string): Buffer {
  return hash("sha256", key, "buffer");
}

/**
 * Whether a text found somewhere is a key that Sightline minted, told offline by its form and checksum. Whether it still
 * opens anything only its workspace knows.
 */
export function isMintedKey(text: string): boolean {
  return mintedForm.test(text) && text.endsWith(checksum(text.slice(0, -8)));
}

/** What may be shown of a key: the public prefix of one of ours, else 8 hex digits of its hash. */
export function publicPrefix(key: string): string {
  const prefix = isMintedKey(key) ? prefixOf(key) : null;
  return prefix ?? hashKey(key).toString("hex").slice(0, 8);
}

/** The public part of what begins like a key of ours, whatever comes after it; null for anything else. */
export function prefixOf(key: string): string | null {
  return /^(sl_[0-9A-Za-z]{8})(?:_|$)/.exec(key)?.[1] ?? null;
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}
