import { infiniteQueryOptions } from "@tanstack/react-query";
import { pageLimitMax } from "../contract/limits";
import type { PermissionList } from "../contract/permission";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

/** What was decided of each agent and operation, of those decided since an instant or age; the one decided last first. */
export function permissionsQuery(workspace: string, since: string | null) {
  const params = new URLSearchParams({ limit: String(pageLimitMax), ...(since === null ? {} : { since }) });
  return infiniteQueryOptions({
    queryKey: ["permissions", workspace, since],
    queryFn: ({ pageParam, signal }) => apiFetch<PermissionList>(pageParam, { signal }),
    initialPageParam: inWorkspace(`/api/v1/permissions?${params}`, workspace),
    getNextPageParam: ({ next }) => (next === null ? null : inWorkspace(next, workspace)),
  });
}
