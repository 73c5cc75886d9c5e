import { z } from "zod";
import { fieldError } from "./problem";

/** Limits of `POST /api/v1/events/ingest`; past any of them the answer is 413. */
export const eventsPerRequestMax = 1_000;
export const bodyBytesMax = 5 * 1024 * 1024;
export const inflatedBytesMax = 20 * 1024 * 1024;

/** One event that was not stored. `index` counts from 0 in the order sent; paths are relative to the event. */
export const rejectedEvent = z.object({
  index: z.int().nonnegative(),
  event_id: z.string().nullable(),
  errors: z.array(fieldError),
});
export type RejectedEvent = z.infer<typeof rejectedEvent>;

/** The answer of ingest (200, 207, and as part of a 422 problem). It comes after the commit. */
export const ingestAnswer = z.object({
  accepted: z.int().nonnegative(),
  duplicates: z.int().nonnegative().meta({ description: "Stored before under the same event_id; nothing changed" }),
  rejected: z.array(rejectedEvent),
  first_cursor: z.int().nullable(),
  last_cursor: z.int().nullable(),
  batch_id: z.string().nullable(),
});
export type IngestAnswer = z.infer<typeof ingestAnswer>;
