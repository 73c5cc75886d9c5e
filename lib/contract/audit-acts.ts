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
  "person.password_set": "set a password",
  "person.recovery_codes_renewed": "renewed their recovery codes",
  "person.account_linked": "linked an account of",
  "person.account_unlinked": "unlinked an account of",
  "person.email_confirmed": "confirmed their address",
  "person.email_changed": "changed their address to",
  "member.invited": "invited",
  "member.invitation_revoked": "revoked the invitation of",
  "member.joined": "joined",
  "member.role_changed": "changed the role of",
  "member.restricted": "changed which projects are seen by",
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
  "events.imported": "imported events",
  "read_models.rebuilt": "had read models made anew",
  "agent.created": "created the agent",
  "agent.changed": "changed the agent",
  "agent.deleted": "deleted the agent",
  "view.shared": "shared the view",
  "view.unshared": "stopped sharing the view",
  "view.changed": "changed the shared view",
  "view.deleted": "deleted the shared view",
  "rule.created": "made the notification rule",
  "rule.changed": "changed the notification rule",
  "rule.deleted": "deleted the notification rule",
  "webhook.created": "created the webhook",
  "webhook.changed": "changed the webhook",
  "webhook.secret_renewed": "renewed the secret of the webhook",
  "webhook.disabled": "turned off the webhook",
  "webhook.deleted": "deleted the webhook",
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
