import { isReference, type Span } from "./redaction-rule";
import { isSecretName } from "./secret-name";

/**
 * A name, a sign that gives it a value, and where the value begins. The name may be quoted (JSON), be a flag, be a key
 * of YAML or a header; quotes may be escaped, where JSON stands in JSON.
 */
const assignment =
  /(?<![\w$.-])(?<flag>-{0,2})(?<name>[A-Za-z_][\w.-]{1,79})(?:\\{0,3}["'`])?(?:(?<sign>\s{0,3}(?:=>|:=|=|:)\s{0,3})|(?<space> {1,3}))(?<quote>\\{0,3}["'`])?/g;

/** A variable of the environment: nobody spells anything else that way. */
const variable = /^[A-Z][A-Z0-9_]*$/;

/** Where `KEY=value` lines, as of a `.env` file or a shell, give a variable with a secret's name a value. */
export function* findEnvironmentSecrets(text: string): Generator<Span> {
  for (const { name, sign, start, quote } of assignments(text)) {
    if (!variable.test(name) || sign !== "=") continue;
    const span = quote === undefined ? plainValue(text, start) : quotedValue(text, start, quote);
    if (span) yield span;
  }
}

/** Where JSON, code, YAML, a query or a command's flags give a field with a secret's name a value. */
export function* findAssignedSecrets(text: string): Generator<Span> {
  for (const { flag, name, sign, start, quote } of assignments(text)) {
    // Without a sign only a flag has a value: the rest is prose.
    if (sign === undefined && flag === "") continue;
    const span = quote === undefined ? plainValue(text, start) : quotedValue(text, start, quote);
    // A flag that is followed by another has no value.
    if (!span || (sign === undefined && text.startsWith("-", start))) continue;
    const length = span[1] - span[0];
    // Code gives fields types and variables, none of which has quotes; most secrets have a digit.
    const isLiteral = quote !== undefined || flag !== "" || (length >= 6 && /\d/.test(text.slice(...span)));
    if (isLiteral && length >= (variable.test(name) ? 1 : 4)) yield span;
  }
}

/** What these hold has rules of its own, which know where in it the secret is. */
const header = /(?:authorization|cookie)$/i;

type Assignment = { flag: string; name: string; sign: string | undefined; quote: string | undefined; start: number };

function* assignments(text: string): Generator<Assignment> {
  for (const match of text.matchAll(assignment)) {
    const { flag = "", name = "", sign, quote } = match.groups ?? {};
    if (!isSecretName(name) || header.test(name)) continue;
    yield { flag, name, sign: sign?.trim(), quote, start: match.index + match[0].length };
  }
}

/** Up to the quote that ended it, or as far as the line goes where the text was cut. */
function quotedValue(text: string, start: number, quote: string): Span | null {
  const pattern = quote.endsWith('"')
    ? /[^"\\\r\n]{1,2000}/y
    : quote.endsWith("'")
      ? /[^'\\\r\n]{1,2000}/y
      : /[^`\\\r\n]{1,2000}/y;
  return valueAt(text, start, pattern);
}

function plainValue(text: string, start: number): Span | null {
  if (text.startsWith("${", start)) return null;
  return valueAt(text, start, /[^\s"'`\\;&|<>(){},]{1,2000}/y);
}

function valueAt(text: string, start: number, pattern: RegExp): Span | null {
  pattern.lastIndex = start;
  const value = pattern.exec(text)?.[0];
  if (value === undefined || isReference(value)) return null;
  return [start, start + value.length];
}
