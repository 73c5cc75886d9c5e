/** What the address of a timeline holds besides its filter: the open event and which of its tabs, the columns, the saved view. */
export const pageParams = ["event", "tab", "columns", "view"] as const;
export type PageParam = (typeof pageParams)[number];
