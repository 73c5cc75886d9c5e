import { z } from "zod";
import { retentionDaysMax } from "./limits";

const daysForm = `Must be a whole number of days from 1 to ${retentionDaysMax}, or null.`;
const days = z.int(daysForm).min(1, daysForm).max(retentionDaysMax, daysForm).nullable();

/** For how long a workspace keeps what it was told, by the time of receipt. */
const settings = {
  retention_days: days.meta({ description: "Days after which events go; null: never" }),
  payload_days: days.meta({ description: "Days after which events lose their metadata; null: they never do" }),
};
export const retentionSettings = z.object(settings);
export type RetentionSettings = z.infer<typeof retentionSettings>;

/** Body of `PATCH /api/v1/retention`; what it doesn't name stays. */
export const retentionChange = z
  .strictObject({
    retention_days: settings.retention_days.optional(),
    payload_days: settings.payload_days.optional(),
    confirm: z
      .string()
      .optional()
      .meta({ description: "The workspace's slug, where the change would remove anything" }),
  })
  .refine(
    ({ retention_days, payload_days }) => retention_days !== undefined || payload_days !== undefined,
    "Says nothing that could change.",
  );
export type RetentionChange = z.infer<typeof retentionChange>;

/** What settings take from the log as it stands, and have not taken yet. */
export const retentionDue = z.object({
  events: z.int().meta({ description: "Events to go" }),
  events_before: z.string().nullable().meta({ description: "All that were received before this instant go" }),
  payloads: z.int().meta({ description: "Events to lose their metadata, and stay" }),
  payloads_before: z.string().nullable(),
});
export type RetentionDue = z.infer<typeof retentionDue>;

/** Answer of `GET` and `PATCH /api/v1/retention`. */
export const retention = z.object({
  ...settings,
  log: z.object({
    floor: z.int(),
    head: z.int(),
    events: z.int(),
    oldest_received_at: z.string().nullable(),
    payloads_from: z.int().meta({ description: "Events below this cursor have lost their metadata" }),
  }),
  due: retentionDue,
});
export type Retention = z.infer<typeof retention>;
