import { shortenId } from "@/lib/timeline/actor";
import type { FilterPart } from "@/lib/timeline/edit-filter";
import type { FilterProblem, TimelineFilter } from "@/lib/timeline/filter";

/** The filter's parameters in words, in the order in which they are offered. */
export const fieldWords: Readonly<Record<keyof TimelineFilter, string>> = {
  kinds: "type",
  categories: "category",
  status: "outcome",
  severity: "severity",
  min_severity: "severity",
  agent_id: "agent",
  agent_role: "role",
  operation: "operation",
  project: "project",
  source: "source",
  session_id: "session",
  task_id: "task",
  trace_id: "trace",
  correlation_id: "correlation",
  since: "from",
  until: "before",
  q: "text",
};

export const rangeWords: Readonly<Record<string, string>> = {
  "15m": "Last 15 minutes",
  "1h": "Last 1 hour",
  "6h": "Last 6 hours",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
};

/** How a value of a field is shown: a name for an id, say. */
export type ValueLabel = (field: keyof TimelineFilter, value: string) => string;

/** Agents go by their labels, other values that nobody can read to the end are cut in the middle. */
export function valueLabel(agents: ReadonlyMap<string, string>): ValueLabel {
  return (field, value) => {
    switch (field) {
      case "agent_id":
        return agents.get(value) ?? shortenId(value);
      case "session_id":
      case "task_id":
      case "trace_id":
      case "correlation_id":
        return shortenId(value);
      default:
        return value;
    }
  };
}

/** A part of a filter as its chip says it: what comes before the value, and the value. */
export function partWords(
  { field, relation, values }: FilterPart,
  labelOf: ValueLabel,
): { lead: string; value: string } {
  const value = values.map((one) => labelOf(field, one)).join(" or ");
  if (field === "since" || field === "until") {
    const range = field === "since" ? rangeWords[value] : undefined;
    return range
      ? { lead: "time is", value: range.toLowerCase() }
      : { lead: `time ${relation}`, value: instant(value) };
  }
  if (relation === "or worse") return { lead: `${fieldWords[field]} is`, value: `${value} or worse` };
  return { lead: `${fieldWords[field]} ${relation}`, value };
}

/** An instant in the viewer's zone; an age stays as it is. */
function instant(bound: string): string {
  const ms = Date.parse(bound);
  if (Number.isNaN(ms)) return `${bound} ago`;
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" }).format(ms);
}

/** What the filter language refuses, as a sentence. */
export function faultWords({ errors }: { errors: readonly FilterProblem[] }): string {
  return errors.map(({ message }) => message).join(" ");
}
