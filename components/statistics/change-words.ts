import type { Change } from "@/lib/timeline/period-before";

/** From so many percent on a count is told as how many times the one before. */
const timesFrom = 1_000;

/** `+12%`, `×20`, `−40%`, `new`: the sign says it, not a colour. */
export function changeWords(change: Change): string {
  switch (change.kind) {
    case "unknown":
      return "–";
    case "same":
      return "same";
    case "new":
      return "new";
    case "gone":
      return "gone";
    case "more":
      return change.percent < timesFrom
        ? `+${change.percent.toLocaleString("en")}%`
        : `×${Math.round(change.percent / 100 + 1).toLocaleString("en")}`;
    case "less":
      return `−${change.percent}%`;
  }
}

/** The same in a sentence, for hovering and for those who hear it. */
export function changeSentence(change: Change, before: number | null): string {
  if (before === null) return "Nothing to compare with";
  const then = `${before.toLocaleString("en")} in the period before`;
  switch (change.kind) {
    case "same":
      return `As many as in the period before`;
    case "new":
      return "None in the period before";
    case "gone":
      return `None now, ${then}`;
    case "more":
      return `${change.percent.toLocaleString("en")}% more than before: ${then}`;
    case "less":
      return `${change.percent}% fewer than before: ${then}`;
    default:
      return then;
  }
}
