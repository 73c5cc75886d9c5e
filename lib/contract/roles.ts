/** What a person may do in a workspace, from most to least (contract §3). */
export const roles = ["owner", "admin", "member", "viewer"] as const;
export type Role = (typeof roles)[number];

/** Whether a role is that one or a stronger one. */
export function isAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(least);
}

/** Whether somebody of that role can be restricted to some projects: whoever manages a workspace sees all of it. */
export const isRestrictable = (role: Role): boolean => !isAtLeast(role, "admin");

/** What each role may do, in words that follow "may". A role may what those after it may. */
export const roleMeaning: Readonly<Record<Role, string>> = {
  owner: "do everything, also hand over and delete the workspace",
  admin: "manage people, keys, rules and retention",
  member: "keep keys and saved views",
  viewer: "read everything",
};
