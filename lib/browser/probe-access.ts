import { ApiProblem, apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

/** Why a stream of this workspace could not be opened. */
export async function probeAccess(workspace: string): Promise<"signed-out" | "gone" | "try-again"> {
  try {
    await apiFetch(inWorkspace("/api/v1/events?limit=1", workspace));
    return "try-again";
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    if (problem.status === 401) return "signed-out";
    return problem.status === 403 || problem.status === 404 ? "gone" : "try-again";
  }
}
