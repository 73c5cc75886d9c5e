/** What an event is about; the catalogue's families, `custom` for what no entry names. */
export const categories = [
  "agents",
  "tasks",
  "permissions",
  "budgets",
  "sessions",
  "workflows",
  "quality",
  "insights",
  "artifacts",
  "coordination",
  "system",
  "custom",
] as const;
export type Category = (typeof categories)[number];
