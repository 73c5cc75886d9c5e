import type { FieldError } from "./problem";

/** Limits of `POST /api/v1/events/ingest`; past any of them the answer is 413. */
export const eventsPerRequestMax = 1_000;
export const bodyBytesMax = 5 * 1024 * 1024;
export const inflatedBytesMax = 20 * 1024 * 1024;

/** One event that was not stored. `index` counts from 0 in the order sent; paths are relative to the event. */
export type RejectedEvent = { index: number; event_id: string | null; errors: FieldError[] };

/** The answer of ingest (200, 207, and as part of a 422 problem). It comes after the commit. */
export type IngestAnswer = {
  accepted: number;
  duplicates: number;
  rejected: RejectedEvent[];
  first_cursor: number | null;
  last_cursor: number | null;
  batch_id: string | null;
};
