/** Cursors of a block of the log: block b holds those from b × 1,024 + 1 to (b + 1) × 1,024. */
export const blockSize = 1_024;

/**
 * The columns of which the block index keeps every value's places, under the hash of the value seeded with the column's
 * place in this list. A change here is a new version of the projection.
 */
export const blockFields = [
  "event_type",
  "agent_id",
  "agent_role",
  "session_id",
  "task_id",
  "trace_id",
  "correlation_id",
  "project",
  "operation",
  "source",
  "status",
  "severity",
  "category",
] as const;
export type BlockField = (typeof blockFields)[number];

/** Seconds since 1970 that count as 0 in a block's `seconds`. */
export const secondZero = 2_147_483_648;

/** The name and version of the projection whose cursor says how far the index reaches. */
export const blocksReadModel = { name: "blocks", version: 1 } as const;

export const blockOf = (cursor: number) => Math.floor((cursor - 1) / blockSize);
