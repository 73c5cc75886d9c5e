import type { AgentEvent } from "./event";

type AnyOf<Value extends string = string> = Value | readonly Value[] | undefined;

/**
 * Which events to be told of: the filter language of queries and the stream, without times. Fields narrow one another;
 * several values of one field mean any of them. An absent field lets everything through.
 */
export type StreamFilter = {
  /** Types or patterns: `task.*`, `*_failed`; a leading `!` excludes, and exclusion wins. */
  kinds?: AnyOf;
  categories?: AnyOf<AgentEvent["category"]>;
  agent_id?: AnyOf;
  agent_role?: AnyOf;
  session_id?: AnyOf;
  task_id?: AnyOf;
  trace_id?: AnyOf;
  correlation_id?: AnyOf;
  project?: AnyOf;
  operation?: AnyOf;
  source?: AnyOf;
  status?: AnyOf<NonNullable<AgentEvent["status"]>>;
  severity?: AnyOf<AgentEvent["severity"]>;
  /** That or worse. */
  min_severity?: AgentEvent["severity"] | undefined;
  /** Words that must all occur; `"a phrase"`, `-without`. */
  q?: string | undefined;
};

/**
 * The filter as parameters of an address, each value one of its own. What the types don't know is passed on, so that
 * the server's answer names it; an empty list would let everything through instead of nothing, and throws.
 */
export function formatStreamFilter(filter: StreamFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, given] of Object.entries(filter)) {
    if (given === undefined) continue;
    const values = typeof given === "string" ? [given] : given;
    if (values.length === 0) throw new TypeError(`filter.${name} is an empty list: leave it out, or name a value.`);
    const isText = name === "q" || name === "min_severity";
    for (const value of values) params.append(name, isText ? value : value.replaceAll(",", "\\,"));
  }
  return params;
}
