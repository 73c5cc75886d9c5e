import { exactFields, type TimelineFilter } from "./filter";
import { formatDuration } from "./format-duration";

const shownMax = 160;

const ofField: Readonly<Record<(typeof exactFields)[number], string>> = {
  agent_id: "by agent",
  agent_role: "by role",
  session_id: "of session",
  task_id: "of task",
  trace_id: "of trace",
  correlation_id: "of correlation",
  project: "in project",
  operation: "of operation",
  source: "from source",
};

/** What a filter lets through, in words: "events of task.*, from source ci". */
export function tellFilter(filter: TimelineFilter): string {
  const { kinds, categories, status, severity, min_severity, q } = filter;
  const any = (words: string, values: readonly string[] | undefined) =>
    values ? [`${words} ${values.join(", ")}`] : [];
  const parts = [
    ...any("of", kinds),
    ...any("of category", categories),
    ...exactFields.flatMap((field) => any(ofField[field], filter[field])),
    ...any("with status", status),
    ...any("with severity", severity),
    ...(min_severity === undefined ? [] : [`with severity ${min_severity} or worse`]),
    ...(q === undefined ? [] : [`that say ${q}`]),
  ];
  const told = ["events", parts.join(" and ")].filter((part) => part !== "").join(" ");
  return told.length > shownMax ? `${told.slice(0, shownMax - 1)}…` : told;
}

/** A condition's length of time, as somebody chose it: `45 s`, `5 min`, `2 h`. */
export function tellSeconds(seconds: number): string {
  if (seconds > 0 && seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  if (seconds > 0 && seconds % 60 === 0) return `${seconds / 60} min`;
  return seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1_000);
}
