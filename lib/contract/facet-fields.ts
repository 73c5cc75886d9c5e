/**
 * The fields whose values are counted. Those that name single things (sessions, tasks, traces, correlations) are not: nearly
 * each of their values is new, and they have lists of their own.
 */
export const facetFields = [
  "event_type",
  "category",
  "status",
  "severity",
  "source",
  "agent_id",
  "agent_role",
  "project",
  "operation",
] as const;
export type FacetField = (typeof facetFields)[number];
