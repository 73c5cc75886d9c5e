import fc from "fast-check";

/** A number that comes out of a double as another number: it must read back as text with these digits. */
export class Digits {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }
}

/** What a JSON text means: objects as maps, in which the last of several equal names counts. */
export type Meaning = null | boolean | number | string | Digits | Meaning[] | Map<string, Meaning>;

/** JSON as a program may write it, and what it means; made together, so that neither is derived by the code under test. */
export type Written = { text: string; means: Meaning };

const escapeAll = (text: string) =>
  `"${Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, "0")}`).join("")}"`;

/** A text that PostgreSQL can keep: any characters but NUL, no half of a pair. */
export const goodText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 6 }).map((text) => text.replaceAll("\0", "\u0001").toWellFormed()),
  fc.constantFrom(
    "",
    "__proto__",
    "constructor",
    "toString",
    "1e400",
    "\\u0000",
    "\\",
    '"',
    "\u2028\r\n",
    "👩‍💻",
    "\ufeff",
  ),
);
export const badText = fc.constantFrom("\0", "a\0b", "\ud800", "\udc00x", "x\ud83d");

export const writeText = (text: fc.Arbitrary<string>): fc.Arbitrary<Written> =>
  fc.tuple(text, fc.boolean()).map(([means, escaped]) => ({
    text: escaped ? escapeAll(means) : JSON.stringify(means),
    means,
  }));

const exactNumber = fc
  .oneof(
    fc.maxSafeInteger().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.constantFrom("-0", "0.0", "-0.0e5", "0e400", "1.50", "1e2", "1E+2", "100000000000000000000", "1e23", "5e-324"),
  )
  // Minus zero is zero: JSON makes no difference, and no reader is told one.
  .map((text): Written => ({ text, means: Number(text) + 0 }));

const inexactNumber = fc
  .oneof(
    fc
      .bigInt({ min: 2n ** 53n, max: 2n ** 80n })
      .filter((n) => BigInt(Number(n)) !== n)
      .map(String),
    fc.constantFrom(
      "9007199254740993",
      "9223372036854775808",
      "12345678901234567890",
      "1e400",
      "-1E400",
      "1e-400",
      "1e99999999999999999999",
      "0.1000000000000000055511151231257827",
      "-3.14159265358979323846264338327950288",
    ),
  )
  .map((text): Written => ({ text, means: new Digits(text) }));

const scalar = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<Written>(
      { text: "null", means: null },
      { text: "true", means: true },
      { text: "false", means: false },
    ),
  },
  { weight: 6, arbitrary: exactNumber },
  { weight: 2, arbitrary: inexactNumber },
  { weight: 8, arbitrary: writeText(goodText) },
);

const { written } = fc.letrec<{ written: Written }>((tie) => ({
  written: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie("written"), { maxLength: 4 }).map(writeArray),
    fc.array(fc.tuple(writeText(goodText), tie("written")), { maxLength: 4 }).map(writeObject),
  ),
}));

export const anyJson: fc.Arbitrary<Written> = written;

export function writeArray(items: readonly Written[]): Written {
  return { text: `[ ${items.map(({ text }) => text).join(" , ")}]`, means: items.map(({ means }) => means) };
}

export function writeObject(entries: readonly (readonly [Written, Written])[]): Written {
  return {
    text: `{${entries.map(([name, { text }]) => `${name.text} :\t${text}`).join(",")}}`,
    means: new Map(entries.map(([name, { means }]) => [String(name.means), means])),
  };
}

/** An object nested so deep that it has that many levels. */
export function nested(levels: number): Written {
  let means: Meaning = 1;
  for (let i = 0; i < levels; i += 1) means = new Map([["a", means]]);
  return { text: `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`, means };
}
