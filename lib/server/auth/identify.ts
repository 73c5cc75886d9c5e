import type { Requirement } from "@/lib/contract/access";
import type { KeyPrivacy } from "@/lib/contract/key-privacy";
import type { KeyScope } from "@/lib/contract/key-scopes";
import { isSameReach, type Reach } from "@/lib/contract/reach";
import { isAtLeast, type Role } from "@/lib/contract/roles";
import { AppError } from "../errors";
import { processState } from "../process-state";
import { RecentCache } from "../recent-cache";
import { type ApiKeyRecord, findApiKey } from "../store/find-api-key";
import { isKeyOfGone, isMemberOfGone } from "../store/gone-workspaces";
import { noteKeyUse } from "../store/key-uses";
import { hashKey } from "./key";
import { noteRefusal, noteUnknownKey } from "./note-refusal";
import { currentLogin, currentMembership, type Viewer, viewerFromCookie } from "./viewer";

/** `deletedAt`: since then it can only be read. */
type CallerWorkspace = { id: number; slug: string; strict: boolean; deletedAt: Date | null };

export type KeyCaller = {
  kind: "key";
  id: string;
  prefix: string;
  scopes: readonly KeyScope[];
  /** Events a second; null: as many as `SIGHTLINE_RATE_LIMIT` says. */
  rateLimit: number | null;
  /** How much is kept of what it sends. */
  privacy: KeyPrivacy;
  /** The only sources whose events it may send; empty: any. */
  allowedSources: readonly string[];
  workspace: CallerWorkspace;
  /** What it may see: what reads for a caller asks for this, and not for the workspace alone. */
  reach: Reach;
  /** Whether it may go on, with the same reach. */
  stillAllowed: () => Promise<boolean>;
};

export type PersonCaller = {
  kind: "person";
  id: string;
  email: string;
  role: Role;
  workspace: CallerWorkspace;
  reach: Reach;
  stillAllowed: () => Promise<boolean>;
};

/** Who calls, in which workspace. `id` bounds what one caller may hold open. */
export type Caller = KeyCaller | PersonCaller;

type RequestHead = {
  headers: Readonly<Record<string, string | undefined>>;
  query: URLSearchParams;
  /** Where the request came from, for what is noted of keys. */
  address?: string;
};

const keys = processState("keys", () => new RecentCache<ApiKeyRecord | null>({ ttlMs: 1_000, entriesMax: 10_000 }));

/** Identifies the caller or throws 400, 401, 403 or 404 (contract §3). */
export async function identify({ headers, query, address = "" }: RequestHead, need: Requirement): Promise<Caller> {
  const key = keyFromHeaders(headers);
  const workspaces = query.getAll("workspace");
  if (workspaces.length > 1) throw new AppError("malformed", { public: "workspace: Give it once." });
  const [slug] = workspaces;
  if (key !== null) return callerByKey(key, need, { slug, address });
  return callerByCookie(headers.cookie, need, slug);
}

/** The person behind a request that is about themselves and no workspace. Throws 401, and 403 where a key is shown. */
export async function identifyViewer({ headers }: Pick<RequestHead, "headers">): Promise<Viewer> {
  if (sendsKey(headers))
    throw new AppError("forbidden", { public: "An account is a person's: log in. A key has none." });
  const viewer = await viewerFromCookie(headers.cookie);
  if (!viewer) throw unauthenticated("Log in.");
  return viewer;
}

async function callerByKey(
  key: string,
  need: Requirement,
  { slug, address }: { slug: string | undefined; address: string },
): Promise<Caller> {
  const hash = hashKey(key);
  const name = hash.toString("base64");
  const current = () => keys.get(name, () => findApiKey(hash));
  const record = await current();
  if (record === null) {
    if (need.endsWithWorkspace && (await isKeyOfGone(hash))) throw workspaceEnded();
    noteUnknownKey(key, address);
    throw keyRefused();
  }
  const fault = faultOf(record);
  if (fault !== null) {
    noteRefusal({ workspaceId: record.workspace.id, prefix: record.prefix, reason: fault, address });
    throw keyRefused();
  }
  if (slug !== undefined && slug !== record.workspace.slug) throw noSuchWorkspace();
  const { scope } = need;
  if (scope === null) throw new AppError("forbidden", { public: "This is for people: log in. Keys are refused here." });
  if (!record.scopes.includes(scope)) {
    noteRefusal({ workspaceId: record.workspace.id, prefix: record.prefix, reason: "scope", address });
    throw new AppError("forbidden", { public: `The key lacks the scope ${scope}.` });
  }
  const { projects } = record;
  if (projects !== null && need.role !== null && isAtLeast(need.role, "admin")) {
    throw new AppError("forbidden", { public: "The key sees some projects only, as who made it: it manages nothing." });
  }
  noteKeyUse(record.id, address);
  return {
    kind: "key",
    id: record.id,
    prefix: record.prefix,
    scopes: record.scopes,
    rateLimit: record.rateLimit,
    privacy: record.privacy,
    allowedSources: record.allowedSources,
    workspace: record.workspace,
    reach: { workspaceId: record.workspace.id, projects },
    async stillAllowed() {
      const now = await current();
      if (now === null || faultOf(now) !== null || !now.scopes.includes(scope)) return false;
      return isSameReach(now.projects, projects);
    },
  };
}

async function callerByCookie(
  cookie: string | undefined,
  need: Requirement,
  slug: string | undefined,
): Promise<Caller> {
  const { role: least } = need;
  if (least === null) throw unauthenticated("Send a key: Authorization: Bearer <key>.");
  const viewer = await viewerFromCookie(cookie);
  if (!viewer) throw unauthenticated("Log in, or send a key: Authorization: Bearer <key>.");
  if (slug === undefined) throw new AppError("malformed", { public: "workspace: Is required with a login." });
  const membership = await currentMembership(viewer.personId, slug);
  if (!membership) {
    if (need.endsWithWorkspace && (await isMemberOfGone(viewer.personId, slug))) throw workspaceEnded();
    throw noSuchWorkspace();
  }
  if (!isAtLeast(membership.role, least)) {
    throw new AppError("forbidden", { public: `This needs the role ${least} or more; yours is ${membership.role}.` });
  }
  return {
    kind: "person",
    id: viewer.personId,
    email: viewer.email,
    role: membership.role,
    workspace: membership.workspace,
    reach: { workspaceId: membership.workspace.id, projects: membership.projects },
    async stillAllowed() {
      if (!(await currentLogin(viewer.loginId))) return false;
      const now = await currentMembership(viewer.personId, slug);
      return now !== null && isAtLeast(now.role, least) && isSameReach(now.projects, membership.projects);
    },
  };
}

/** Whether the caller shows a key, good or bad: then no cookie counts. */
export function sendsKey({ authorization, "x-api-key": key }: RequestHead["headers"]): boolean {
  return authorization !== undefined || key !== undefined;
}

/** The key of `Authorization: Bearer` or `X-API-Key`; null where no key was sent. Throws 401 for other schemes. */
function keyFromHeaders(headers: RequestHead["headers"]): string | null {
  const { authorization } = headers;
  if (authorization === undefined) return headers["x-api-key"]?.trim() ?? null;
  const bearer = /^Bearer +(\S+) *$/i.exec(authorization);
  if (!bearer?.[1]) throw unauthenticated("The Authorization header must read: Bearer <key>.");
  return bearer[1];
}

/** Why a key counts no more; null for one that does. */
function faultOf({ revokedAt, expiresAt }: ApiKeyRecord): "revoked" | "expired" | null {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && expiresAt.getTime() <= Date.now() ? "expired" : null;
}

const unauthenticated = (detail: string) =>
  new AppError("unauthenticated", { public: detail, headers: { "www-authenticate": 'Bearer realm="sightline"' } });

const keyRefused = () => unauthenticated("The key is unknown, expired or revoked.");

const workspaceEnded = () => new AppError("not_found", { public: "The workspace is gone.", isEnd: true });

const noSuchWorkspace = () => new AppError("not_found", { public: "No such workspace." });
