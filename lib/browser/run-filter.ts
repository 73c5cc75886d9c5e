/** What the pages of sessions, tasks and traces are narrowed by: in their addresses by the API's names, in this order. */
export const runFilterNames = ["agent_id", "session_id", "project", "source", "state", "since"] as const;
export type RunFilterName = (typeof runFilterNames)[number];

/** What is null or empty doesn't narrow the list. */
export type RunFilter = Readonly<Record<RunFilterName, string | null>>;
