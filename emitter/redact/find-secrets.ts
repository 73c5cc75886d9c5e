import type { RedactionRule } from "./redaction-rule";

/** What stands in a secret's place. */
export const maskOf = (rule: string): string => `[masked: ${rule}]`;

/** A rule's name as masks have it. */
export const ruleNamePattern = /^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/;

const masks = /\[masked: [a-z0-9-]{1,50}\]/g;
const oneMask = /^\[masked: [a-z0-9-]{1,50}\]$/;

/** Whether a text is a mask and nothing else. */
export function isMask(text: string): boolean {
  return oneMask.test(text);
}

/** A text without its masks, which say nothing of their own. */
export function withoutMasks(text: string): string {
  return text.replace(masks, "");
}

/** Those of the rules that may find something in a text, which costs a fraction of asking each. */
export function rulesFor(text: string, rules: readonly RedactionRule[]): RedactionRule[] {
  const lowerCase = text.toLowerCase();
  return rules.filter(
    ({ literals }) => literals.length === 0 || literals.some((literal) => lowerCase.includes(literal)),
  );
}

/** A text with masks in it, and which rules found something, each once. */
export type MaskedText = { text: string; rules: readonly string[] };

/** Masking may bring to light what stood too close to a secret to be seen as one; it is looked again as often at most. */
const roundsMax = 4;

/**
 * The text with a mask in place of each secret; the very same text where there is none. Masks that stand in it already
 * are left alone, so that masking again changes nothing.
 */
export function maskSecrets(text: string, rules: readonly RedactionRule[]): MaskedText {
  const found = new Set<string>();
  let masked = text;
  for (let round = 0; round < roundsMax; round += 1) {
    const before = masked;
    masked = maskOnce(before, rules, found);
    if (masked === before) break;
  }
  return { text: masked, rules: [...found] };
}

type Finding = { start: number; end: number; rule: string };

function maskOnce(text: string, rules: readonly RedactionRule[], found: Set<string>): string {
  const candidates = rulesFor(text, rules);
  if (candidates.length === 0) return text;
  const standing = [...text.matchAll(masks)].map((mask) => ({ start: mask.index, end: mask.index + mask[0].length }));
  const findings: Finding[] = [];
  for (const { name, find } of candidates) {
    for (const [start, end] of find(text)) {
      if (!touches(standing, start, end)) findings.push({ start, end, rule: name });
    }
  }
  if (findings.length === 0) return text;
  let masked = "";
  let copied = 0;
  for (const { start, end, rule } of joined(findings)) {
    masked += text.slice(copied, start) + maskOf(rule);
    copied = end;
    found.add(rule);
  }
  return masked + text.slice(copied);
}

/** Whether any of the places, which are in order and apart, overlaps this one. */
function touches(places: readonly { start: number; end: number }[], start: number, end: number): boolean {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.end ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  const next = places[low];
  return next !== undefined && next.start < end;
}

/** Findings that overlap become one, under the name of the first rule that found any of it. */
function joined(findings: readonly Finding[]): Finding[] {
  const order = new Map(findings.map((finding, index) => [finding, index]));
  const place = (finding: Finding) => order.get(finding) ?? 0;
  const apart: Finding[] = [];
  let earliest = 0;
  for (const finding of [...findings].sort((a, b) => a.start - b.start || place(a) - place(b))) {
    const last = apart.at(-1);
    if (last && finding.start < last.end) {
      if (place(finding) < earliest) {
        last.rule = finding.rule;
        earliest = place(finding);
      }
      last.end = Math.max(last.end, finding.end);
    } else {
      apart.push({ ...finding });
      earliest = place(finding);
    }
  }
  return apart;
}
