import { expect, test } from "vitest";
import { access } from "./access";
import { type AuditAct, auditActs } from "./audit-acts";

/** Why a write is no administrative act. */
const isSending = "it sends events, which have a log of their own";
const changesNothing = "it changes nothing, or nothing that anybody else could see";
const isOwnTaste = "it is somebody's own taste, and opens nothing";
const isDailyWork = "it is everyday work on what everybody there sees";

/** The acts by which a write of the API is told to the audit log; or why it is not. */
const told = {
  "POST /api/v1/events/ingest": isSending,
  "POST /api/v1/events/broadcast": isSending,
  "POST /api/v1/hooks/{agent}": isSending,
  "POST /v1/logs": isSending,
  "POST /v1/traces": isSending,
  "POST /v1/metrics": isSending,
  "POST /api/v1/agents": ["agent.created"],
  "PATCH /api/v1/agents/{agent_id}": ["agent.changed"],
  "DELETE /api/v1/agents/{agent_id}": ["agent.deleted"],
  "POST /api/v1/views": ["view.shared"],
  "PATCH /api/v1/views/{id}": ["view.shared", "view.unshared", "view.changed"],
  "DELETE /api/v1/views/{id}": ["view.deleted"],
  "POST /api/v1/keys": ["key.created"],
  "DELETE /api/v1/keys/{id}": ["key.revoked"],
  "POST /api/v1/keys/{id}/rotate": ["key.rotated"],
  "PATCH /api/v1/account": isOwnTaste,
  "POST /api/v1/account/password": ["person.password_changed", "person.password_set"],
  "POST /api/v1/account/email": changesNothing,
  "POST /api/v1/account/email/confirm": ["person.email_confirmed", "person.email_changed"],
  "POST /api/v1/account/identities/link": "the log-in by which it is linked is told",
  "POST /api/v1/account/identities/unlink": ["person.account_unlinked"],
  "DELETE /api/v1/account/logins": ["person.logins_ended"],
  "DELETE /api/v1/account/logins/{id}": ["person.logins_ended"],
  "POST /api/v1/account/second-factor": "nothing is asked for before it is confirmed",
  "POST /api/v1/account/second-factor/confirm": ["person.second_factor_on"],
  "POST /api/v1/account/second-factor/off": ["person.second_factor_off"],
  "POST /api/v1/account/second-factor/recovery-codes": ["person.recovery_codes_renewed"],
  "POST /api/v1/members/{id}/reset-link": ["person.password_reset_made"],
  "POST /api/v1/password-reset": "anybody may ask; what comes of it is told",
  "POST /api/v1/password-reset/password": ["person.password_reset"],
  "POST /api/v1/privacy/rules": ["privacy.rule_created"],
  "PATCH /api/v1/privacy/rules/{id}": ["privacy.rule_changed"],
  "DELETE /api/v1/privacy/rules/{id}": ["privacy.rule_deleted"],
  "POST /api/v1/privacy/preview": changesNothing,
  "PATCH /api/v1/retention": ["retention.changed"],
  "POST /api/v1/rules": ["rule.created"],
  "PATCH /api/v1/rules/{id}": ["rule.changed"],
  "DELETE /api/v1/rules/{id}": ["rule.deleted"],
  "POST /api/v1/rules/preview": changesNothing,
  "PATCH /api/v1/notifications/{id}": isDailyWork,
  "POST /api/v1/notifications/read": isOwnTaste,
  "PATCH /api/v1/notifications/preferences": isOwnTaste,
  "POST /api/v1/webhooks": ["webhook.created"],
  "PATCH /api/v1/webhooks/{id}": ["webhook.changed"],
  "DELETE /api/v1/webhooks/{id}": ["webhook.deleted"],
  "POST /api/v1/webhooks/{id}/secret": ["webhook.secret_renewed"],
  "POST /api/v1/webhooks/{id}/test": "its delivery is listed",
  "POST /api/v1/webhooks/{id}/deliveries/{delivery_id}/resend": "its delivery is listed",
  "POST /api/v1/push": isOwnTaste,
  "DELETE /api/v1/push/{id}": isOwnTaste,
  "PATCH /api/v1/audit": ["audit.retention_changed"],
  "PATCH /api/v1/members/{id}": ["member.role_changed", "member.restricted"],
  "DELETE /api/v1/members/{id}": ["member.removed", "member.left"],
  "POST /api/v1/invitations": ["member.invited"],
  "DELETE /api/v1/invitations/{id}": ["member.invitation_revoked"],
  "POST /api/v1/invitations/look": changesNothing,
  "POST /api/v1/invitations/accept": ["member.joined"],
  "POST /api/v1/workspaces": ["workspace.created"],
  "PATCH /api/v1/workspace": ["workspace.renamed"],
  "POST /api/v1/workspace/owner": ["workspace.owner_changed"],
  "POST /api/v1/workspace/deletion": ["workspace.deletion_planned"],
  "DELETE /api/v1/workspace/deletion": ["workspace.restored"],
  "POST /api/v1/setup": ["workspace.created", "member.joined"],
  "POST /api/internal/tick": "it does what is due anyway",
} satisfies Readonly<Record<string, readonly AuditAct[] | string>>;

/** What is told without a write of the API: logging in and out, reads that carry much away, what is refused, the command line. */
const besides: readonly AuditAct[] = [
  "person.logged_in",
  "person.login_failed",
  "person.logged_out",
  "person.recovery_code_used",
  "person.account_linked",
  "key.refused",
  "events.exported",
  "audit.exported",
  "events.imported",
  "read_models.rebuilt",
  "webhook.disabled",
];

test("every write of the API is told to the audit log, or there is a reason why not", () => {
  const writes = Object.keys(access).filter((row) => !row.startsWith("GET "));
  expect(Object.keys(told).sort()).toEqual(writes.sort());
});

test("every act is somebody's: of a write, or of what is told besides", () => {
  const acts = Object.values(told).flatMap((how: readonly AuditAct[] | string) => (typeof how === "string" ? [] : how));
  expect([...new Set([...acts, ...besides])].sort()).toEqual(Object.keys(auditActs).sort());
});
