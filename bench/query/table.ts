export type Timed = { group: string; name: string; events: number; p50: number; p99: number };

/** For people: the slowest question of each group at each size of the log, as a table of Markdown. */
export function tableOf(timed: readonly Timed[]): string {
  const sizes = [...new Set(timed.map(({ events }) => events))];
  const groups = [...new Set(timed.map(({ group }) => group))];
  const rows = groups.map((group) => {
    const slowest = sizes.map((events) => {
      const own = timed.filter((each) => each.group === group && each.events === events);
      return own.reduce((most, each) => (each.p99 > most.p99 ? each : most));
    });
    const cells = slowest.map(({ p50, p99 }) => `${p50.toPrecision(2)} · ${p99.toPrecision(2)}`);
    const [first, last] = [slowest[0], slowest.at(-1)];
    const growth = first && last ? (last.p99 / first.p99).toFixed(1) : "";
    return `| ${[group, ...cells, growth].join(" | ")} |`;
  });
  const head = ["p50 · p99, ms", ...sizes.map((events) => events.toLocaleString("en")), "÷"];
  return [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...rows].join("\n");
}
