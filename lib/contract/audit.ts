import { z } from "zod";
import { auditKeptDaysMax, auditKeptDaysMin } from "./limits";

export const auditActorKinds = ["person", "key", "system"] as const;

/** Who acted, as they were called then: a person by e-mail, a key by its public prefix, the system by what did it. */
export const auditActor = z.object({
  kind: z.enum(auditActorKinds),
  id: z.string().nullable(),
  label: z.string().meta({ description: "A person's e-mail, or a key's public prefix" }),
});
export type AuditActor = z.infer<typeof auditActor>;

/** One administrative act. `cursor` is the entry's place in the audit log, which is gapless like that of events and not the same. */
export const auditEntry = z.object({
  cursor: z.int().positive(),
  at: z.string(),
  actor: auditActor,
  act: z.string().meta({ description: "What was done, such as key.revoked" }),
  target: z.string().nullable().meta({ description: "What it was done to, as it was called then" }),
  address: z.string().nullable().meta({ description: "The address that the request came from" }),
  details: z.record(z.string(), z.unknown()).meta({ description: "What changed; never a secret" }),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** Where an audit log begins and ends. Answer of `PATCH /api/v1/audit`. */
export const auditLogState = z.object({
  head: z.int(),
  floor: z.int(),
  kept_days: z.int().meta({ description: "Days after which entries go" }),
});
export type AuditLogState = z.infer<typeof auditLogState>;

/** Answer of `GET /api/v1/audit`, newest first. */
export const auditPage = auditLogState.extend({
  entries: z.array(auditEntry),
  has_more: z.boolean(),
  next: z.string().nullable(),
});
export type AuditPage = z.infer<typeof auditPage>;

const daysForm = `Must be a whole number of days from ${auditKeptDaysMin} to ${auditKeptDaysMax}.`;

/** Body of `PATCH /api/v1/audit`. */
export const auditChange = z.strictObject({
  kept_days: z.int(daysForm).min(auditKeptDaysMin, daysForm).max(auditKeptDaysMax, daysForm),
});
export type AuditChange = z.infer<typeof auditChange>;

/** The columns of the audit log's CSV export. */
export const auditColumns = [
  "cursor",
  "at",
  "actor_kind",
  "actor_id",
  "actor",
  "act",
  "target",
  "address",
  "details",
] as const;
