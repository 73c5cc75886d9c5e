/** What the address of a timeline holds besides its filter: the open event and which of its tabs, the columns, the saved view, whether the chart is a table. */
export const pageParams = ["event", "tab", "columns", "view", "chart"] as const;
export type PageParam = (typeof pageParams)[number];
