import { queryOptions } from "@tanstack/react-query";
import type { SavedView, SavedViewList, ViewChange, ViewDraft } from "../contract/views";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const addressOf = (workspace: string, id?: string) =>
  inWorkspace(`/api/v1/views${id === undefined ? "" : `/${encodeURIComponent(id)}`}`, workspace);

/** The views that this person sees: their own, and the shared ones. */
export const viewsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["views", workspace],
    queryFn: ({ signal }) => apiFetch<SavedViewList>(addressOf(workspace), { signal }),
    select: ({ views }) => views,
    staleTime: 60_000,
  });

export const createView = (workspace: string, view: ViewDraft) =>
  apiFetch<SavedView>(addressOf(workspace), { method: "POST", json: view });

export const changeView = (workspace: string, id: string, change: ViewChange) =>
  apiFetch<SavedView>(addressOf(workspace, id), { method: "PATCH", json: change });

export const deleteView = (workspace: string, id: string) =>
  apiFetch<undefined>(addressOf(workspace, id), { method: "DELETE" });
