import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { Reach } from "@/lib/contract/reach";
import type { Role } from "@/lib/contract/roles";
import { listMemberships } from "../store/memberships";
import { anyPersonExists } from "../store/people";
import { goneAt } from "../store/workspaces";
import { pendingFromCookie } from "./pending-login";
import { currentMembership, type Viewer, viewerFromCookie } from "./viewer";

export type PageAccess = {
  viewer: { email: string; name: string | null };
  /** `goneAt`: it was deleted, and all of it goes then. */
  workspace: { id: number; slug: string; name: string; goneAt: Date | null };
  role: Role;
  /** What they may see of it: what reads for a page asks for this, and not for the workspace alone. */
  reach: Reach;
  workspaces: { slug: string; name: string }[];
};

/** A page's caller in a workspace: to the login page without a login, "not found" without a membership. */
export async function requireMembership(slug: string): Promise<PageAccess> {
  const viewer = await signedIn();
  if (!viewer) redirect(await loginPath());
  const membership = await currentMembership(viewer.personId, slug);
  if (!membership) notFound();
  const { id, name, deletedAt } = membership.workspace;
  const all = await listMemberships(viewer.personId);
  return {
    viewer: { email: viewer.email, name: viewer.name },
    workspace: { id, slug, name, goneAt: deletedAt && goneAt(deletedAt) },
    role: membership.role,
    reach: { workspaceId: id, projects: membership.projects },
    workspaces: all.map(({ workspace }) => ({ slug: workspace.slug, name: workspace.name })),
  };
}

/** Where somebody who opens the bare address belongs. */
export async function landingPath(): Promise<string> {
  const viewer = await signedIn();
  if (!viewer) return (await anyPersonExists()) ? "/login" : "/setup";
  const [first] = await listMemberships(viewer.personId);
  if (!first) return "/workspaces/new";
  return `/w/${first.workspace.slug}/overview`;
}

/** Whether the first step of a log-in is done, and a code is what is missing. */
export async function standsAtSecondStep(): Promise<boolean> {
  return (await pendingFromCookie((await headers()).get("cookie") ?? undefined)) !== null;
}

/** The login page, which leads back to the page that was asked for; `proxy.ts` says which that is. */
async function loginPath(): Promise<string> {
  const wanted = (await headers()).get("x-sightline-address");
  return wanted === null ? "/login" : `/login?${new URLSearchParams({ next: wanted })}`;
}

/** Who is logged in, on a page that is in no workspace. */
export async function signedIn(): Promise<Viewer | null> {
  return viewerFromCookie((await headers()).get("cookie") ?? undefined);
}
