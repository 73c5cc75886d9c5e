import { queryOptions } from "@tanstack/react-query";
import type { PushDraft, PushState } from "../contract/webhooks";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const path = "/api/v1/push";

/** The browsers of this person that a workspace notifies. */
export const pushQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["push", workspace],
    queryFn: ({ signal }) => apiFetch<PushState>(inWorkspace(path, workspace), { signal }),
  });

export const addPush = (workspace: string, draft: PushDraft) =>
  apiFetch<unknown>(inWorkspace(path, workspace), { method: "POST", json: draft });

export const removePush = (workspace: string, id: string) =>
  apiFetch<undefined>(inWorkspace(`${path}/${encodeURIComponent(id)}`, workspace), { method: "DELETE" });
