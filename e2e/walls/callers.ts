import { randomBytes } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { Requirement } from "@/lib/contract/access";
import { type KeyScope, keyScopes } from "@/lib/contract/key-scopes";
import { isAtLeast, type Role, roles } from "@/lib/contract/roles";
import { authSecret, cookieName } from "@/lib/server/auth/cookie";
import { hashKey, mintKey } from "@/lib/server/auth/key";
import { createApiKey, revokeApiKey } from "@/lib/server/store/api-keys";
import { addMissingAccess } from "@/lib/server/store/first-access";
import { findWorkspaceId } from "@/lib/server/testing/find-workspace-id";
import { signIn } from "@/lib/server/testing/sign-in";

/** Longer than the walk. */
const lastsMs = 600_000;

/** What comes of a request: the route itself answered, or a wall did. */
export type Verdict = "in" | 401 | 403 | 404;

/** A kind of caller, and what a requirement should make of it. */
export type WallCaller = {
  name: string;
  /** What else it is like: of these the first stands for all where the same code has been walked before. */
  kind: string;
  headers: Readonly<Record<string, string>>;
  /** Comes from another site, with what a browser says then. */
  isCrossSite: boolean;
  expected: (need: Requirement, isWrite: boolean) => Verdict;
  /** What comes of asking about oneself. */
  asViewer: Verdict;
  /** By the login cookie alone: what the caller is in the workspace; null for a login that counts for nothing. */
  page: Role | "stranger" | null | "no page";
};

/** The project that the restricted see. */
export const seenProject = "keep-inside";

/** Makes the workspace `slug`, another one, and every kind of caller of the first. */
export async function createCallers(slug: string): Promise<WallCaller[]> {
  const by = { actor: { kind: "system", id: null, label: "Test" } } as const;
  await addMissingAccess({ workspace: slug, by });
  await addMissingAccess({ workspace: `not-${slug}`, by });
  const here = await findWorkspaceId(slug);
  const elsewhere = await findWorkspaceId(`not-${slug}`);
  const allScopes = await createKey(here, [...keyScopes]);
  const byRole = await Promise.all(roles.map(async (role) => ({ role, cookie: await signIn(here, role, lastsMs) })));
  const owner = byRole[0]?.cookie ?? "";
  const name = cookieName("session-token");
  const forged = await encode({ token: { login: "0190a0a0-0000-7000-8000-000000000000" }, secret: authSecret() });
  const underOtherSecret = await encode({ token: { login: "x" }, secret: "another-secret" });
  const [, value = ""] = owner.split("=", 2);

  const nobody = (headers: Record<string, string>, label: string): WallCaller => ({
    name: label,
    kind: "cookie" in headers ? "dead cookie" : "authorization" in headers ? "dead key" : label,
    headers,
    isCrossSite: false,
    expected: () => 401,
    asViewer: "cookie" in headers || Object.keys(headers).length === 0 ? 401 : 403,
    page: "cookie" in headers || Object.keys(headers).length === 0 ? null : "no page",
  });
  const withKey = (label: string, key: string, expected: WallCaller["expected"]): WallCaller => ({
    name: label,
    kind: label,
    headers: { authorization: `Bearer ${key}` },
    isCrossSite: false,
    expected,
    asViewer: 403,
    page: "no page",
  });
  const asRole =
    (role: Role) =>
    ({ role: least }: Requirement): Verdict =>
      least === null ? 401 : isAtLeast(role, least) ? "in" : 403;
  const crossSite = (label: string, headers: Record<string, string>): WallCaller => ({
    name: `an owner's browser on another site (${label})`,
    kind: "another site",
    headers: { cookie: owner, ...headers },
    isCrossSite: true,
    expected: (need, isWrite) => (isWrite ? 403 : asRole("owner")(need)),
    asViewer: "in",
    page: "no page",
  });

  return [
    nobody({}, "no credentials"),
    nobody({ authorization: `Bearer ${mintKey().key}` }, "a key that nobody has"),
    nobody({ authorization: `Bearer ${await createKey(here, [...keyScopes], "expired")}` }, "an expired key"),
    nobody({ "x-api-key": await createKey(here, [...keyScopes], "revoked") }, "a revoked key"),
    nobody({ authorization: "Basic YW5hOnNlc2FtZQ==" }, "another scheme"),
    nobody({ cookie: `${name}=${forged}` }, "a cookie of a login that isn't"),
    nobody({ cookie: `${name}=${underOtherSecret}` }, "a cookie under another secret"),
    nobody({ cookie: `${name}=${value.slice(0, -4)}AAAA` }, "an altered cookie"),
    nobody({ cookie: await signIn(here, "owner", -1_000) }, "an expired login"),
    ...(await Promise.all(
      keyScopes.map(async (own) =>
        withKey(`a key with the scope ${own}`, await createKey(here, [own]), ({ scope }) =>
          scope === own ? "in" : 403,
        ),
      ),
    )),
    withKey("a key of another workspace", await createKey(elsewhere, [...keyScopes]), () => 404),
    ...byRole.map(
      ({ role, cookie }): WallCaller => ({
        name: `a person with the role ${role}`,
        kind: role,
        headers: { cookie },
        isCrossSite: false,
        expected: asRole(role),
        asViewer: "in",
        page: role,
      }),
    ),
    {
      // Nobody tells them that there is more than they see.
      name: "a member who is restricted to a project",
      kind: "restricted",
      headers: { cookie: await signIn(here, "member", lastsMs, [seenProject]) },
      isCrossSite: false,
      expected: asRole("member"),
      asViewer: "in",
      page: "member",
    },
    {
      name: "an owner of another workspace",
      kind: "stranger",
      headers: { cookie: await signIn(elsewhere, "owner", lastsMs) },
      isCrossSite: false,
      expected: ({ role }) => (role === null ? 401 : 404),
      asViewer: "in",
      page: "stranger",
    },
    crossSite("by its origin", { origin: "https://evil.example" }),
    crossSite("by a hidden origin", { origin: "null" }),
    crossSite("as the browser says", { "sec-fetch-site": "cross-site" }),
    crossSite("of the same domain", { "sec-fetch-site": "same-site" }),
    {
      // No browser adds a key by itself.
      ...withKey("a key from another site", allScopes, ({ scope }) => (scope === null ? 403 : "in")),
      headers: { authorization: `Bearer ${allScopes}`, origin: "https://evil.example" },
      isCrossSite: true,
    },
  ];
}

async function createKey(workspaceId: number, scopes: KeyScope[], fate?: "expired" | "revoked"): Promise<string> {
  const { key, prefix } = mintKey();
  const { id } = await createApiKey(workspaceId, {
    name: `walls ${randomBytes(3).toString("hex")}`,
    prefix,
    hash: hashKey(key),
    scopes,
    createdBy: null,
    expiresAt: fate === "expired" ? new Date(Date.now() - 1_000) : null,
    rateLimit: null,
  });
  if (fate === "revoked") await revokeApiKey(workspaceId, id);
  return key;
}
