/** From where to where a secret stands in a text. */
export type Span = readonly [start: number, end: number];

/** What is looked for, and under which name it is masked. */
export type RedactionRule = {
  /** Lower-case words joined by hyphens: it is shown in place of what it found. */
  name: string;
  /** One of these stands in lower case in every text in which the rule finds something; none: every text is looked through. */
  literals: readonly string[];
  /** Takes time in proportion to the text, whatever the text is. */
  find: (text: string) => Iterable<Span>;
};

/**
 * A rule by a regular expression; the secret is its group `secret`, where it has one, else all that it matches. What only
 * refers to a secret (`$TOKEN`, `<your key>`, `***`) is left alone.
 *
 * So that time stays in proportion to the text, nothing may be required after a repetition without a bound, unless what is
 * repeated can't begin in the middle of itself.
 */
export function ruleByPattern(name: string, literals: readonly string[], pattern: RegExp): RedactionRule {
  const all = new RegExp(pattern.source, pattern.ignoreCase ? "dgi" : "dg");
  return {
    name,
    literals,
    *find(text) {
      for (const match of text.matchAll(all)) {
        const [start, end] = match.indices?.groups?.secret ?? [match.index, match.index + match[0].length];
        if (end > start && !isReference(text.slice(start, end))) yield [start, end];
      }
    },
  };
}

const reference =
  /^(?:\$\{?\w{1,80}\}?|\$[({].*|%\w{1,80}%|<.*|\{\{.*|\*{3,}|x{3,}|\.{3,}|(?:process|os|import)\.\w.*|env[.[(].*|true|false|null|none|nil|undefined)$/is;

/** Whether a text stands for a secret that is elsewhere, or for none. */
export function isReference(text: string): boolean {
  return reference.test(text.slice(0, 200));
}
