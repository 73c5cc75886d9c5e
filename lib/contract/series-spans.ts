/** Spans that a series may cover: how many buckets of how many minutes. A day's are hours, which the rollups know. */
export const agentSeriesSpans = {
  "1h": { buckets: 20, minutes: 3 },
  "24h": { buckets: 24, minutes: 60 },
} as const;
export type AgentSeriesSpan = keyof typeof agentSeriesSpans;
