type Sample = { name: string; labels: Record<string, string>; value: number };

const sampleForm = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const labelForm = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/;
const valueForm = /^(?:[+-]?Inf|NaN|[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i;
const suffixes = { histogram: ["_bucket", "_sum", "_count"], counter: [""], gauge: [""] } as const;

/**
 * A strict reader of Prometheus's text format 0.0.4. Throws for what a scraper may stumble over: a sample without its
 * HELP and TYPE before it, a family in two places, a sample twice, a histogram whose buckets don't add up.
 */
export class PrometheusText {
  readonly samples: Sample[] = [];
  readonly types = new Map<string, keyof typeof suffixes>();

  constructor(text: string) {
    if (!text.endsWith("\n")) throw new Error("the last line does not end");
    const seen = new Set<string>();
    let helped = "";
    let family = "";
    for (const line of text.split("\n")) {
      const [, kind, name = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
      if (line === "") continue;
      if (kind === "HELP") {
        if (this.types.has(name)) throw new Error(`${name} is in two places`);
        helped = name;
      } else if (kind === "TYPE") {
        if (helped !== name) throw new Error(`no HELP before the TYPE of ${name}`);
        if (!(rest in suffixes)) throw new Error(`${name} has no type that we know: ${rest}`);
        if (rest === "counter" && !name.endsWith("_total")) throw new Error(`the counter ${name} is not named _total`);
        this.types.set(name, rest as keyof typeof suffixes);
        family = name;
      } else {
        const sample = readSample(line);
        const type = this.types.get(family) ?? "gauge";
        if (!suffixes[type].some((suffix) => sample.name === family + suffix)) {
          throw new Error(`${sample.name} stands under ${family}`);
        }
        if (type !== "gauge" && !(sample.value >= 0)) throw new Error(`a count below zero: ${line}`);
        const identity = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
        if (seen.has(identity)) throw new Error(`twice: ${line}`);
        seen.add(identity);
        this.samples.push(sample);
      }
    }
    for (const [name, type] of this.types) if (type === "histogram") this.#checkHistogram(name);
  }

  /** The sum over the samples of a name that carry these labels; null where there is none. */
  value(name: string, labels: Record<string, string> = {}): number | null {
    const found = this.samples.filter(
      (sample) =>
        sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
    );
    return found.length === 0 ? null : found.reduce((sum, sample) => sum + sample.value, 0);
  }

  /** The values that a label has on the samples of a name. */
  labelValues(name: string, label: string): string[] {
    const values = this.samples.flatMap((sample) => (sample.name === name ? [sample.labels[label] ?? ""] : []));
    return [...new Set(values)];
  }

  #checkHistogram(name: string): void {
    const counts = new Map<string, number[]>();
    for (const { name: own, labels, value } of this.samples) {
      if (own !== `${name}_bucket`) continue;
      const { le = "", ...series } = labels;
      const key = JSON.stringify(series);
      const before = counts.get(key) ?? [];
      if (value < (before.at(-1) ?? 0)) throw new Error(`${name}: the bucket ${le} holds less than the one before`);
      counts.set(key, [...before, value]);
      if (le !== "+Inf") continue;
      if (this.value(`${name}_count`, series) !== value) throw new Error(`${name}: +Inf is not the count`);
      if (this.value(`${name}_sum`, series) === null) throw new Error(`${name} has no sum`);
      counts.delete(key);
    }
    if (counts.size > 0) throw new Error(`${name} has buckets without +Inf`);
  }
}

function readSample(line: string): Sample {
  const [, name = "", labelText = "", valueText = ""] = sampleForm.exec(line) ?? [];
  if (name === "" || !valueForm.test(valueText)) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  for (let rest = labelText; rest !== ""; ) {
    const [whole = "", label = "", value = ""] = labelForm.exec(rest) ?? [];
    if (whole === "" || label in labels) throw new Error(`no labels: ${line}`);
    labels[label] = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));
    rest = rest.slice(whole.length);
  }
  const infinite = /^([+-]?)inf$/i.exec(valueText);
  const value = infinite ? Number(`${infinite[1]}Infinity`) : /^nan$/i.test(valueText) ? Number.NaN : Number(valueText);
  return { name, labels, value };
}
