const contextLines = 3;

type Line = { sign: " " | "-" | "+"; text: string; before: number; after: number };

/** What a change does to a text, in the form of `diff -u`; null is a file that isn't there. */
export function unifiedDiff(path: string, before: string | null, after: string | null): string {
  const lines = compare(linesOf(before), linesOf(after));
  const shown = lines.map((_, at) =>
    lines.slice(Math.max(0, at - contextLines), at + contextLines + 1).some(({ sign }) => sign !== " "),
  );
  const hunks: string[] = [];
  for (let at = 0; at < lines.length; ) {
    if (!shown[at]) {
      at += 1;
      continue;
    }
    let end = at;
    while (shown[end]) end += 1;
    hunks.push(hunkOf(lines.slice(at, end)));
    at = end;
  }
  const names = [before === null ? "/dev/null" : path, after === null ? "/dev/null" : path];
  return [`--- ${names[0]}`, `+++ ${names[1]}`, ...hunks].join("\n");
}

function hunkOf(lines: readonly Line[]): string {
  const [first] = lines;
  const removed = lines.filter(({ sign }) => sign !== "+").length;
  const added = lines.filter(({ sign }) => sign !== "-").length;
  const [before, after] = [first?.before ?? 0, first?.after ?? 0];
  // A side without lines is named by the line before it.
  const head = `@@ -${before + Math.sign(removed)},${removed} +${after + Math.sign(added)},${added} @@`;
  return [head, ...lines.map(({ sign, text }) => sign + text)].join("\n");
}

function linesOf(text: string | null): string[] {
  if (text === null || text === "") return [];
  return text.replace(/\n$/, "").split("\n");
}

/** By the longest common subsequence; what both begin and end with is left out of that. */
function compare(before: readonly string[], after: readonly string[]): Line[] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  const [n, m] = [before.length - same, after.length - same];

  // How much of before[i…n) and after[j…m) is common.
  const rows = Array.from({ length: n - start + 1 }, () => new Uint32Array(m - start + 1));
  const common = (i: number, j: number) => rows[i - start]?.[j - start] ?? 0;
  for (let i = n - 1; i >= start; i -= 1) {
    for (let j = m - 1; j >= start; j -= 1) {
      const length = before[i] === after[j] ? common(i + 1, j + 1) + 1 : Math.max(common(i + 1, j), common(i, j + 1));
      rows[i - start]?.set([length], j - start);
    }
  }

  const lines: Line[] = [];
  let [i, j] = [0, 0];
  const step = (sign: Line["sign"]) => {
    lines.push({ sign, text: (sign === "+" ? after[j] : before[i]) ?? "", before: i, after: j });
    if (sign !== "+") i += 1;
    if (sign !== "-") j += 1;
  };
  while (i < start) step(" ");
  while (i < n || j < m) {
    if (i < n && j < m && before[i] === after[j]) step(" ");
    else step(i < n && (j >= m || common(i + 1, j) >= common(i, j + 1)) ? "-" : "+");
  }
  while (i < before.length) step(" ");
  return lines;
}
