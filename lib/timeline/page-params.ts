/**
 * What the address of a timeline holds besides its filter: the open event and which of its tabs, the columns, the saved view,
 * whether the chart is a table, the cursor that was jumped to; and on the page of statistics, which of its panels are.
 */
export const pageParams = ["event", "tab", "columns", "view", "chart", "tables", "at"] as const;
export type PageParam = (typeof pageParams)[number];
