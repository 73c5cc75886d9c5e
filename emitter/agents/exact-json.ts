import { randomUUID } from "node:crypto";

/**
 * A number that a double would turn into another number (2^53 + 1, 1e400, twenty digits) is parsed as text: this mark
 * and the digits. The mark is secret to the process and begins with NUL, which no event may contain.
 */
const mark = `\0${randomUUID()}:`;

/** The digits of a number that a double can't hold, or null for an ordinary text. */
export function inexactDigits(text: string): string | null {
  const digits = text.startsWith(mark) ? text.slice(mark.length) : "";
  return wholeNumberToken.test(digits) ? digits : null;
}

const markedText = new RegExp(`${JSON.stringify(mark).slice(0, -1).replaceAll("\\", "\\\\")}([^"]*)"`, "g");

/** Compact JSON of what `parseExactJson` gave, with each number's own digits again. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value).replace(markedText, "$1");
}

/** A number that only its digits can say, as the parser marks it. */
export function inexactNumber(digits: string): string {
  return mark + digits;
}

/** Parses JSON so that no number is altered in silence. Throws `SyntaxError` like `JSON.parse`. */
export function parseExactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!mayHoldInexactNumber.test(text)) return value;
  const marked = markInexact(text);
  return marked === null ? value : JSON.parse(marked);
}

/** The same JSON with a marked text for each number that a double can't hold; null where there is none. */
function markInexact(text: string): string | null {
  let marked = "";
  let copied = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === minus || (code >= zero && code <= nine)) {
      numberToken.lastIndex = at;
      const token = numberToken.exec(text)?.[0] ?? text.charAt(at);
      if (!isExact(token)) {
        marked += text.slice(copied, at) + JSON.stringify(mark + token);
        copied = at + token.length;
      }
      at += token.length;
    } else at += 1;
  }
  return copied === 0 ? null : marked + text.slice(copied);
}

/** The index after a string's closing quote: the first that an even number of backslashes precedes. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    at = text.indexOf('"', at);
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === backslash) backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
}

const [quote, minus, zero, nine, backslash] = [0x22, 0x2d, 0x30, 0x39, 0x5c];
const numberToken = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const wholeNumberToken = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Cheap and too eager: sixteen digits in a row (a point aside) or an exponent, right where JSON can have a number. */
const mayHoldInexactNumber = /(?:^|[:[,])\s*-?(?:\d[\d.]{15}|[\d.]+[eE])/;

function isExact(token: string): boolean {
  const double = Number(token);
  return Number.isFinite(double) && decimalOf(token) === decimalOf(String(double));
}

/** One spelling for one decimal number: its significant digits and the power of ten of the last. */
function decimalOf(token: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = withoutTrailingZeros(digits);
  if (significant === "") return "0";
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

/** By hand: `/0+$/` tries again at each zero of a run that doesn't end the text, and a number may have millions. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === zero) end -= 1;
  return digits.slice(0, end);
}
