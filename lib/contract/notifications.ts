import { z } from "zod";
import { digests } from "./digests";
import { severities } from "./event-form";

/** Open: it goes on, or nobody has looked after it. Acknowledged: somebody has. Ended: it is over. */
export const notificationStates = ["open", "acknowledged", "ended"] as const;

/** One entry of the inbox: something that a rule found, however often it happened meanwhile. */
export const notification = z.object({
  id: z.string(),
  rule: z.object({ id: z.string(), name: z.string() }),
  title: z.string(),
  severity: z.enum(severities),
  state: z.enum(notificationStates),
  subject: z
    .string()
    .meta({ description: "Who or what it is about: one notification of a rule and subject is open at a time" }),
  agent_id: z.string().nullable(),
  project: z.string().nullable(),
  count: z.int().meta({ description: "How often it happened" }),
  first_cursor: z.int().nullable(),
  last_cursor: z.int().nullable(),
  first_event_id: z.string().nullable(),
  opened_at: z.string(),
  last_at: z.string(),
  ended_at: z.string().nullable(),
  acknowledged: z.object({ at: z.string(), by: z.string() }).nullable(),
  assigned_to: z.object({ id: z.string(), name: z.string() }).nullable(),
  snoozed_until: z.string().nullable(),
  read: z.boolean().meta({ description: "Whether the caller has read it" }),
});
export type Notification = z.infer<typeof notification>;

/** Answer of `GET /api/v1/notifications`, the newest activity first. */
export const notificationList = z.object({
  notifications: z.array(notification),
  has_more: z.boolean(),
  next: z.string().nullable(),
});
export type NotificationList = z.infer<typeof notificationList>;

/** Answer of `GET /api/v1/notifications/summary`: cheap, for a bell that looks every other second. */
export const notificationSummary = z.object({
  unread: z.int().meta({ description: "Unread and neither snoozed nor acknowledged, 1000 at most" }),
  open: z.int(),
  newest: z
    .object({ id: z.string(), title: z.string(), severity: z.enum(severities), opened_at: z.string() })
    .nullable(),
  version: z.string().meta({ description: "Another one when anything in the inbox has changed" }),
});
export type NotificationSummary = z.infer<typeof notificationSummary>;

const stamp = z.iso.datetime({ offset: true, error: "Must be an RFC 3339 instant, or null." });

/** Body of `PATCH /api/v1/notifications/{id}`. */
export const notificationChange = z
  .strictObject({
    acknowledged: z.boolean({ error: "Must be true or false." }).optional(),
    assigned_to: z.uuid("Must be a member's id, or null.").nullable().optional(),
    snoozed_until: stamp.nullable().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "Says nothing that could change.");
export type NotificationChange = z.infer<typeof notificationChange>;

/** Body of `POST /api/v1/notifications/read`: the named ones, or all that began until an instant. */
export const notificationReading = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(1_000), read: z.boolean().default(true) }),
  z.strictObject({ until: stamp }),
]);
export type NotificationReading = z.input<typeof notificationReading>;

/** How the caller is told beyond the inbox, and body of its PATCH. */
export const notificationPreferences = z.strictObject({
  digest: z.enum(digests, { error: `Must be one of: ${digests.join(", ")}.` }),
});
export type NotificationPreferences = z.infer<typeof notificationPreferences>;
