// Pieces that the statements of several read models are made of. The events are aliased `e`.

/** The events of a range of cursors of a workspace. */
export const inRange = "e.workspace_id = $1 AND e.cursor > $2 AND e.cursor <= $3";

/** Types with `.` or `_` count alike. */
export const kind = "translate(e.event_type, '_', '.')";

/** A time is the smaller of what the emitter says and when we received it. */
export const at = "least(e.timestamp, e.received_at)";

/** Types that begin like one of these; for conditions that are asked of every event. */
export const begins = (...starts: readonly string[]) =>
  `left(e.event_type, ${starts[0]?.length ?? 0}) IN (${quoted(starts)})`;

export const isError = "(e.severity IN ('error', 'critical') OR e.status IS NOT DISTINCT FROM 'failure')";
export const isDenial = `(e.status IS NOT DISTINCT FROM 'denied' OR ${kind} IN ('operation.denied', 'permission.denied'))`;

/** Texts in single quotes, for `IN`; they are ours. */
export const quoted = (values: readonly string[]) => values.map((value) => `'${value}'`).join(", ");

/** The value of an expression in the oldest row of its group for which a condition holds. */
export const oldest = (expression: string, where = `${expression} IS NOT NULL`) => `(${inOrder(expression, where)})[1]`;

/** Likewise in the newest row. It asks for the same order, so that one sort does for all. */
export const newest = (expression: string, where = `${expression} IS NOT NULL`) =>
  `(${inOrder(expression, where)})[cardinality(${inOrder(expression, where)})]`;

const inOrder = (expression: string, where: string) =>
  `array_agg(${expression} ORDER BY cursor) FILTER (WHERE ${where})`;

/** A text under the first of these columns that has one, of `most` characters at most. */
export const toldText = (most: number, ...columns: readonly string[]) =>
  `left(coalesce(${columns.map((column) => `nullif(${column}, '')`).join(", ")}), ${most})`;

/** Likewise, but a name that is longer names nothing. */
export const toldName = (most: number, ...columns: readonly string[]) => {
  const told = `coalesce(${columns.map((column) => `nullif(${column}, '')`).join(", ")})`;
  return `CASE WHEN length(${told}) <= ${most} THEN ${told} END`;
};

/** The set of a group's values in the order of their characters, `most` of them. */
export const setOf = (column: string, most: number) =>
  `(coalesce(array_agg(DISTINCT ${column} COLLATE "C") FILTER (WHERE ${column} IS NOT NULL), '{}'))[1:${most}]`;

/**
 * That columns equal values, for a look-up of one row in the index that these columns lead after the workspace. Equality would
 * leave the planner the choice: of a workspace that it has not heard of it believes that it has hardly any rows, so that one
 * index is as good as another, and it may walk through all of them. Ranges and an order leave it one index.
 */
export const lookUp = (columns: Readonly<Record<string, string>>) => {
  const ranges = Object.entries(columns).map(([column, value]) => `${column} >= ${value} AND ${column} <= ${value}`);
  return `${ranges.join(" AND ")} ORDER BY ${Object.keys(columns).join(", ")} LIMIT 1`;
};
