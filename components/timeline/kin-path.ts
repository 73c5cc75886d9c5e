import type { Kin } from "@/lib/timeline/kin";

/** The page of a session, a task or a trace, which a correlation has too. */
export function kinPath(workspace: string, { kind, id }: Pick<Kin, "kind" | "id">): string {
  return `/w/${workspace}/${kind}s/${encodeURIComponent(id)}`;
}
