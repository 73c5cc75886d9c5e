import { queryOptions } from "@tanstack/react-query";
import type { ReadModelsProgress } from "../contract/read-models";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const everyMs = 20_000;
const behindEveryMs = 1_000;

/** How far read models are behind the log: looked at now and then, and often while one is. */
export function readModelsQuery(workspace: string) {
  return queryOptions({
    queryKey: ["read-models", workspace],
    queryFn: ({ signal }) => apiFetch<ReadModelsProgress>(inWorkspace("/api/v1/read-models", workspace), { signal }),
    refetchInterval: ({ state }) => (state.data && state.data.behind.length > 0 ? behindEveryMs : everyMs),
  });
}
