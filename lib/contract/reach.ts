/** What somebody may see of a workspace: all of it (null), or the events of some projects and what follows from these. */
export type Reach = { readonly workspaceId: number; readonly projects: readonly string[] | null };

/** The reach of whoever sees everything, and of what works for the workspace itself. */
export const wholeReach = (workspaceId: number): Reach => ({ workspaceId, projects: null });

/**
 * Whether somebody restricted to `projects` (null: to none) may see an event, or anything else, of a project. What is of no
 * project is seen by those alone who see everything.
 */
export function maySee(projects: readonly string[] | null, project: string | null): boolean {
  return projects === null || (project !== null && projects.includes(project));
}

/** Whether two callers see the same: the order of projects means nothing. */
export function isSameReach(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((project) => b.includes(project));
}
