import { randomUUID } from "node:crypto";

/**
 * A number that a double would turn into another number (2^53 + 1, 1e400, twenty digits) is parsed as text: this mark
 * and the digits. The mark is secret to the process and begins with NUL, which no event may contain.
 */
const mark = `\0${randomUUID()}:`;

/** The digits of a number that a double can't hold, or null for an ordinary text. */
export function inexactDigits(text: string): string | null {
  return text.startsWith(mark) ? text.slice(mark.length) : null;
}

/** Parses JSON so that no number is altered in silence. Throws `SyntaxError` like `JSON.parse`. */
export function parseExactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!mayHoldInexactNumber.test(text)) return value;
  let found = false;
  const marked = text.replace(stringOrNumber, (token) => {
    if (token.startsWith('"') || isExact(token)) return token;
    found = true;
    return JSON.stringify(mark + token);
  });
  return found ? JSON.parse(marked) : value;
}

/** Cheap and too eager: sixteen digits in a row (a point aside) or an exponent, right where JSON can have a number. */
const mayHoldInexactNumber = /(?:^|[:[,])\s*-?(?:\d[\d.]{15}|[\d.]+[eE])/;
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function isExact(token: string): boolean {
  const double = Number(token);
  return Number.isFinite(double) && decimalOf(token) === decimalOf(String(double));
}

/** One spelling for one decimal number: its significant digits and the power of ten of the last. */
function decimalOf(token: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
