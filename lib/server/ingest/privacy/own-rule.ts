import { RE2JS } from "re2js";
import type { RedactionRule, Span } from "@/emitter/redact/redaction-rule";

/** A pattern's program runs once over each text: this bounds what a character may cost. */
const programSizeMax = 1_000;

/**
 * Each search is linear in what is left of a text, and there may be as many as characters. What has more secrets than
 * this is masked from here on.
 */
const findingsMax = 100;

/**
 * A rule of a workspace's own. Its pattern is RE2's, which knows no backtracking: JavaScript's would let one rule stop
 * the process for as long as it likes. What stands in a group named `secret` is masked, or else all that matches.
 */
export function ownRule({ name, pattern }: { name: string; pattern: string }): RedactionRule {
  const compiled = RE2JS.compile(pattern);
  const group = /\(\?P?<secret>/.test(pattern) ? "secret" : 0;
  return {
    name,
    literals: [],
    *find(text): Generator<Span> {
      const matcher = compiled.matcher(text);
      for (let count = 0; matcher.find(); count += 1) {
        const [start, end] = [matcher.start(group), matcher.end(group)];
        if (count === findingsMax) return yield [matcher.start(), text.length];
        if (start >= 0 && end > start) yield [start, end];
      }
    },
  };
}

/** What is wrong with a pattern, as a sentence; null for one that will do. */
export function faultOfPattern(pattern: string): string | null {
  try {
    const compiled = RE2JS.compile(pattern);
    if (compiled.programSize() > programSizeMax) return "Is too large once its repetitions are written out.";
    return compiled.matcher("").find() ? "Finds something in an empty text, so it would in every text." : null;
  } catch (error) {
    const reason = String(error instanceof Error ? error.message : error).replace(/^error parsing regexp: /, "");
    return `Is no pattern in RE2's syntax: ${reason}.`;
  }
}
