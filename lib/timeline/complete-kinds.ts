export type KnownType = { type: string; count: number };
/** A type, or a pattern with how many of the known types it takes in. */
export type KindCompletion = { kind: string; types: number; count: number };

const completionsMax = 40;

/**
 * What a text may become as a value of `kinds`: the pattern that it is itself, patterns of families that begin with it
 * (`task_*`) or end in it (`*_failed`), then types that begin with it, then types that hold it. Nothing typed: the
 * widest families and the most frequent types.
 */
export function completeKinds(text: string, known: readonly KnownType[]): KindCompletion[] {
  const typed = text.trim().toLowerCase();
  if (typed.includes("*")) {
    const matching = known.filter(({ type }) => patternOf(typed).test(type));
    return [{ kind: typed, ...sumOf(matching) }, ...matching.map(asCompletion)].slice(0, completionsMax);
  }
  const starting = known.filter(({ type }) => type.startsWith(typed));
  const holding = known.filter(({ type }) => !type.startsWith(typed) && type.includes(typed));
  const families = familiesOf(known).filter(
    ({ kind, types }) =>
      types > 1 &&
      kind
        .replaceAll("*", "")
        .replace(/^[_.:-]/, "")
        .startsWith(typed),
  );
  return [...families.slice(0, 6), ...[...starting, ...holding].map(asCompletion)].slice(0, completionsMax);
}

/** Each first and last word of a type as a pattern, those that take in most first. */
function familiesOf(known: readonly KnownType[]): KindCompletion[] {
  const families = new Map<string, KnownType[]>();
  for (const one of known) {
    const first = /^[a-z0-9]+[_.:-]/.exec(one.type)?.[0];
    const last = /[_.:-][a-z0-9]+$/.exec(one.type)?.[0];
    for (const kind of [first && `${first}*`, last && `*${last}`]) {
      if (kind) families.set(kind, [...(families.get(kind) ?? []), one]);
    }
  }
  return [...families]
    .map(([kind, types]) => ({ kind, ...sumOf(types) }))
    .sort((a, b) => b.count - a.count || b.types - a.types || (a.kind < b.kind ? -1 : 1));
}

function patternOf(kind: string): RegExp {
  const literal = kind
    .replace(/^!/, "")
    .split("*")
    .map((part) => part.replace(/[.\\^$+?()[\]{}|-]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`);
}

const asCompletion = ({ type, count }: KnownType): KindCompletion => ({ kind: type, types: 1, count });

function sumOf(types: readonly KnownType[]) {
  return { types: types.length, count: types.reduce((sum, { count }) => sum + count, 0) };
}
