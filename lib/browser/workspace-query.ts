import { queryOptions } from "@tanstack/react-query";
import type { WorkspaceDraft, WorkspaceHandover, WorkspaceState } from "../contract/workspaces";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const path = "/api/v1/workspace";

export const workspaceQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["workspace", workspace],
    queryFn: ({ signal }) => apiFetch<WorkspaceState>(inWorkspace(path, workspace), { signal }),
  });

export const createWorkspace = (draft: WorkspaceDraft) =>
  apiFetch<WorkspaceDraft>("/api/v1/workspaces", { method: "POST", json: draft });

export const renameWorkspace = (workspace: string, name: string) =>
  apiFetch<WorkspaceState>(inWorkspace(path, workspace), { method: "PATCH", json: { name } });

export const handOverWorkspace = (workspace: string, handover: WorkspaceHandover) =>
  apiFetch<WorkspaceState>(inWorkspace(`${path}/owner`, workspace), { method: "POST", json: handover });

export const deleteWorkspace = (workspace: string, confirm: string) =>
  apiFetch<WorkspaceState>(inWorkspace(`${path}/deletion`, workspace), { method: "POST", json: { confirm } });

export const restoreWorkspace = (workspace: string) =>
  apiFetch<WorkspaceState>(inWorkspace(`${path}/deletion`, workspace), { method: "DELETE" });
