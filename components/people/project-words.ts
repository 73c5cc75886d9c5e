/** How many projects somebody sees; null is all. */
export function projectWords(projects: readonly string[] | null): string {
  if (projects === null) return "all projects";
  return projects.length === 1 ? "1 project" : `${projects.length} projects`;
}
