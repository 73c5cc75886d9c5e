import type { KeyScope } from "./key-scopes";
import type { Role } from "./roles";

/** What a route asks of its caller in a workspace. */
export type Requirement = {
  /** The scope that a key needs; null: keys are refused, people only. */
  scope: KeyScope | null;
  /** The least role of a person who asks by the login cookie; null: cookies don't count here. */
  role: Role | null;
  /** Writes too are let through where the workspace was deleted, and can otherwise only be read. */
  evenDeleted?: true;
  /** Where the workspace is gone for good, who was of it hears 204: an EventSource stops asking then. */
  endsWithWorkspace?: true;
};

/**
 * Null: anybody may ask. `viewer`: whoever is logged in, about themselves and in no workspace. A token is the operator's
 * own, set by the environment variable of that name.
 */
export type Access = Requirement | "viewer" | { token: "METRICS_TOKEN" | "SIGHTLINE_TICK_TOKEN" } | null;

/** Whether a row asks for a caller of a workspace. */
export const isRequirement = (access: Access): access is Requirement =>
  access !== null && typeof access === "object" && "scope" in access;

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

const anybody = null;
const sending = { scope: "ingest", role: null } as const;
const reading = { scope: "read", role: "viewer" } as const;
const streaming = { ...reading, endsWithWorkspace: true } as const;
/** What members do: of keys and views only with their own, which the route itself sees to. */
const working = { scope: "admin", role: "member" } as const;
const administering = { scope: "admin", role: "admin" } as const;
const viewing = { scope: null, role: "viewer" } as const;
const owning = { scope: null, role: "owner" } as const;
const keepingViews = { scope: null, role: "member" } as const;

/**
 * Who may call what: every address of the API with its methods. Routes take their requirement from here, the OpenAPI
 * document and docs/security.md tell it, and e2e/walls.spec.ts tries every row with every kind of caller.
 */
export const access = {
  "POST /api/v1/events/ingest": sending,
  "POST /api/v1/events/broadcast": sending,
  "POST /api/v1/hooks/{agent}": sending,
  "POST /v1/logs": sending,
  "POST /v1/traces": sending,
  "POST /v1/metrics": sending,

  "GET /api/v1/events": reading,
  "GET /api/v1/events/recent": reading,
  "GET /api/v1/events/{event_id}": reading,
  "GET /api/v1/events/export": reading,
  "GET /api/v1/events/facets": reading,
  "GET /api/v1/events/stats": reading,
  "GET /api/v1/events/stream": streaming,
  "GET /api/v1/stream/stats": reading,
  "GET /api/v1/agents/activity/stream": streaming,
  "GET /api/v1/agents/activity/series": reading,
  "GET /api/v1/sessions": reading,
  "GET /api/v1/sessions/{session_id}": reading,
  "GET /api/v1/tasks": reading,
  "GET /api/v1/tasks/{task_id}": reading,
  "GET /api/v1/traces": reading,
  "GET /api/v1/traces/{trace_id}": reading,
  "GET /api/v1/actions": reading,
  "GET /api/v1/permissions": reading,
  "GET /api/v1/budgets": reading,
  "GET /api/v1/budgets/{agent_id}": reading,
  "GET /api/v1/read-models": reading,

  "GET /api/v1/agents": reading,
  "POST /api/v1/agents": working,
  "GET /api/v1/agents/{agent_id}": reading,
  "PATCH /api/v1/agents/{agent_id}": working,
  "DELETE /api/v1/agents/{agent_id}": working,

  "GET /api/v1/views": viewing,
  "POST /api/v1/views": keepingViews,
  "PATCH /api/v1/views/{id}": keepingViews,
  "DELETE /api/v1/views/{id}": keepingViews,

  "GET /api/v1/keys": working,
  "POST /api/v1/keys": working,
  "GET /api/v1/keys/refused": working,
  "DELETE /api/v1/keys/{id}": working,
  "POST /api/v1/keys/{id}/rotate": working,

  "GET /api/v1/account": "viewer",
  "PATCH /api/v1/account": "viewer",
  "POST /api/v1/account/password": "viewer",
  "POST /api/v1/account/email": "viewer",
  "POST /api/v1/account/email/confirm": "viewer",
  "POST /api/v1/account/identities/link": "viewer",
  "POST /api/v1/account/identities/unlink": "viewer",
  "GET /api/v1/account/logins": "viewer",
  "DELETE /api/v1/account/logins": "viewer",
  "DELETE /api/v1/account/logins/{id}": "viewer",
  "POST /api/v1/account/second-factor": "viewer",
  "POST /api/v1/account/second-factor/confirm": "viewer",
  "POST /api/v1/account/second-factor/off": "viewer",
  "POST /api/v1/account/second-factor/recovery-codes": "viewer",
  "POST /api/v1/members/{id}/reset-link": { scope: null, role: "admin" },
  // For who can't log in: the second is opened by a link, once.
  "POST /api/v1/password-reset": anybody,
  "POST /api/v1/password-reset/password": anybody,

  "GET /api/v1/privacy/rules": administering,
  "POST /api/v1/privacy/rules": administering,
  "PATCH /api/v1/privacy/rules/{id}": administering,
  "DELETE /api/v1/privacy/rules/{id}": administering,
  // Tells what would be kept and keeps nothing: for whoever sends.
  "POST /api/v1/privacy/preview": { scope: "ingest", role: "viewer" },

  "GET /api/v1/retention": administering,
  "PATCH /api/v1/retention": administering,
  "GET /api/v1/retention/preview": administering,

  "GET /api/v1/rules": { scope: "admin", role: "viewer" },
  "POST /api/v1/rules": administering,
  "PATCH /api/v1/rules/{id}": administering,
  "DELETE /api/v1/rules/{id}": administering,
  "POST /api/v1/rules/preview": administering,
  "GET /api/v1/notifications": reading,
  "GET /api/v1/notifications/{id}": reading,
  "PATCH /api/v1/notifications/{id}": working,
  "GET /api/v1/notifications/summary": viewing,
  "POST /api/v1/notifications/read": viewing,
  "GET /api/v1/notifications/preferences": viewing,
  "PATCH /api/v1/notifications/preferences": viewing,
  "GET /api/v1/webhooks": administering,
  "POST /api/v1/webhooks": administering,
  "PATCH /api/v1/webhooks/{id}": administering,
  "DELETE /api/v1/webhooks/{id}": administering,
  "POST /api/v1/webhooks/{id}/secret": administering,
  "POST /api/v1/webhooks/{id}/test": administering,
  "GET /api/v1/webhooks/{id}/deliveries": administering,
  "POST /api/v1/webhooks/{id}/deliveries/{delivery_id}/resend": administering,
  "GET /api/v1/push": viewing,
  "POST /api/v1/push": viewing,
  "DELETE /api/v1/push/{id}": viewing,

  "GET /api/v1/audit": administering,
  "PATCH /api/v1/audit": owning,
  "GET /api/v1/audit/export": administering,

  "GET /api/v1/members": { scope: "admin", role: "viewer" },
  "PATCH /api/v1/members/{id}": administering,
  // Admins remove others, which the route itself sees to; anybody leaves.
  "DELETE /api/v1/members/{id}": { scope: "admin", role: "viewer" },
  "GET /api/v1/invitations": administering,
  "POST /api/v1/invitations": administering,
  "DELETE /api/v1/invitations/{id}": administering,
  // Opened by the secret in the invitation's link, once.
  "POST /api/v1/invitations/look": anybody,
  "POST /api/v1/invitations/accept": anybody,

  "POST /api/v1/workspaces": "viewer",
  "GET /api/v1/workspace": reading,
  "PATCH /api/v1/workspace": administering,
  "POST /api/v1/workspace/owner": owning,
  "POST /api/v1/workspace/deletion": { ...owning, evenDeleted: true },
  "DELETE /api/v1/workspace/deletion": { ...owning, evenDeleted: true },

  "GET /api/v1/events/health": anybody,
  "GET /api/health/live": anybody,
  "GET /api/openapi.json": anybody,
  // Opened by the code on the console, once.
  "POST /api/v1/setup": anybody,
  // Open to the machine itself besides.
  "GET /metrics": { token: "METRICS_TOKEN" },
  "POST /api/internal/tick": { token: "SIGHTLINE_TICK_TOKEN" },
} as const satisfies Readonly<Record<`${Method} /${string}`, Access>>;

/**
 * Who may see which page, by Next's pattern of its address: the least role in its workspace, or anybody. Whoever isn't
 * logged in is led to the login, and whoever isn't a member finds nothing there.
 */
export const pageAccess = {
  "/": anybody,
  "/login": anybody,
  "/setup": anybody,
  "/reset": anybody,
  // Whoever isn't logged in is asked to: only who has the account confirms its address.
  "/confirm": anybody,
  "/reference": anybody,
  // What it shows is for who holds an invitation's secret.
  "/invite": anybody,
  // Whoever isn't logged in is asked to.
  "/workspaces/new": anybody,
  "/w/[workspace]/overview": "viewer",
  "/w/[workspace]/inbox": "viewer",
  "/w/[workspace]/events": "viewer",
  "/w/[workspace]/agents": "viewer",
  "/w/[workspace]/agents/[agentId]": "viewer",
  "/w/[workspace]/agents/[agentId]/events": "viewer",
  "/w/[workspace]/sessions": "viewer",
  "/w/[workspace]/sessions/[...sessionId]": "viewer",
  "/w/[workspace]/tasks": "viewer",
  "/w/[workspace]/tasks/[...taskId]": "viewer",
  "/w/[workspace]/traces": "viewer",
  "/w/[workspace]/traces/[...traceId]": "viewer",
  "/w/[workspace]/permissions": "viewer",
  "/w/[workspace]/budgets": "viewer",
  "/w/[workspace]/statistics": "viewer",
  "/w/[workspace]/connect": "viewer",
  "/w/[workspace]/account": "viewer",
  "/w/[workspace]/settings": "viewer",
  "/w/[workspace]/settings/keys": "viewer",
  "/w/[workspace]/settings/privacy": "viewer",
  "/w/[workspace]/settings/retention": "viewer",
  "/w/[workspace]/settings/people": "viewer",
  "/w/[workspace]/settings/workspace": "viewer",
  "/w/[workspace]/settings/audit": "viewer",
  "/w/[workspace]/settings/rules": "viewer",
  "/w/[workspace]/settings/webhooks": "viewer",
} as const satisfies Readonly<Record<string, Role | null>>;

/** Who may call an address. Throws for one that has no row: nothing is open because nobody thought of it. */
export function accessTo({ method, path }: { method: Method; path: string }): Access {
  const rows: Readonly<Record<string, Access>> = access;
  const row = rows[`${method} ${path}`];
  if (row === undefined) throw new Error(`${method} ${path} has no row in the table of access.`);
  return row;
}
