import { decode } from "next-auth/jwt";
import { processState } from "../process-state";
import { RecentCache } from "../recent-cache";
import { findLogin, type SignedIn } from "../store/logins";
import { findMembership, type Membership } from "../store/memberships";
import { authSecret, cookieName, readCookie } from "./cookie";

/** The signed-in person, whatever workspaces they are in. */
export type Viewer = SignedIn;

const logins = processState("logins", () => new RecentCache<SignedIn | null>({ ttlMs: 1_000, entriesMax: 10_000 }));
const members = processState("members", () => new RecentCache<Membership | null>({ ttlMs: 1_000, entriesMax: 10_000 }));

/**
 * The signed-in person behind a Cookie header: the token must decode and its row of `logins` must stand, so that a
 * login can be revoked. One function for both mounts, the fast lane and Next.
 */
export async function viewerFromCookie(cookieHeader: string | undefined): Promise<SignedIn | null> {
  const cookie = readCookie(cookieHeader, cookieName("session-token"));
  if (!cookie) return null;
  const token = await decode({ token: cookie, secret: authSecret() }).catch(() => null);
  const loginId = token?.login;
  return typeof loginId === "string" ? currentLogin(loginId) : null;
}

/** The login as it stands, at most a second old. */
export function currentLogin(loginId: string): Promise<SignedIn | null> {
  return logins.get(loginId, () => findLogin(loginId));
}

/** The membership as it stands, at most a second old. */
export function currentMembership(personId: string, slug: string): Promise<Membership | null> {
  return members.get(`${personId} ${slug}`, () => findMembership(personId, slug));
}

/** Lets a change of a membership, or of its workspace, count at once on this instance. */
export function forgetMembership(personId: string, slug: string): void {
  members.forget(`${personId} ${slug}`);
}

/** Lets a log-out count at once on this instance. */
export function forgetLogin(loginId: string): void {
  logins.forget(loginId);
}
