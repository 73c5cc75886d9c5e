import { z } from "zod";

/**
 * Every administrative act that a workspace's audit log tells of, as what stands between who did it and what it was done to:
 * "ana@example.com revoked the key laptop".
 */
export const auditActs = {
  "person.logged_in": "logged in",
  "person.login_failed": "failed to log in as",
  "person.logged_out": "logged out",
  "person.logins_ended": "ended other logins",
  "person.password_changed": "changed their password",
  "person.password_reset_made": "made a link to reset the password of",
  "person.password_reset": "reset their password",
  "person.second_factor_on": "turned on a second factor",
  "person.second_factor_off": "turned off their second factor",
  "person.recovery_code_used": "used a recovery code",
  "person.account_linked": "linked an account of",
  "member.invited": "invited",
  "member.invitation_revoked": "revoked the invitation of",
  "member.joined": "joined",
  "member.role_changed": "changed the role of",
  "member.removed": "removed",
  "member.left": "left",
  "key.created": "created the key",
  "key.rotated": "rotated the key",
  "key.revoked": "revoked the key",
  "key.refused": "was refused with the key",
  "privacy.rule_created": "created the redaction rule",
  "privacy.rule_changed": "changed the redaction rule",
  "privacy.rule_deleted": "deleted the redaction rule",
  "retention.changed": "changed for how long events are kept",
  "events.exported": "exported events",
  "agent.created": "created the agent",
  "agent.changed": "changed the agent",
  "agent.deleted": "deleted the agent",
  "view.shared": "shared the view",
  "view.unshared": "stopped sharing the view",
  "view.changed": "changed the shared view",
  "view.deleted": "deleted the shared view",
  "audit.exported": "exported the audit log",
  "audit.retention_changed": "changed for how long the audit log is kept",
  "workspace.created": "created the workspace",
  "workspace.renamed": "renamed the workspace to",
  "workspace.owner_changed": "handed the workspace to",
  "workspace.deletion_planned": "deleted the workspace",
  "workspace.restored": "restored the workspace",
} as const;
export type AuditAct = keyof typeof auditActs;

/** Whether a text names an act. */
export const isAuditAct = (text: string): text is AuditAct => Object.hasOwn(auditActs, text);

/** What acts are about: the part of their names before the dot. */
export const auditFamilies = [...new Set(Object.keys(auditActs).map((act) => act.split(".")[0] ?? act))];

export const auditActorKinds = ["person", "key", "system"] as const;

/** Who acted, as they were called then: a person by e-mail, a key by its public prefix, the system by what did it. */
export const auditActor = z.object({
  kind: z.enum(auditActorKinds),
  id: z.string().nullable(),
  label: z.string().meta({ description: "A person's e-mail, or a key's public prefix" }),
});
export type AuditActor = z.infer<typeof auditActor>;

/** Where nobody has said otherwise. */
export const auditKeptDaysUsual = 400;
/** Whoever covers something up should not be able to have it forgotten by tomorrow. */
export const auditKeptDaysMin = 30;
export const auditKeptDaysMax = 3_650;

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
