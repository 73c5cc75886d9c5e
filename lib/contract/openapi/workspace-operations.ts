import { z } from "zod";
import { workspaceQuery } from "./filter-query";
import type { Operation } from "./operation";

const query = z.object(workspaceQuery);
const state = { 200: { description: "The workspace", content: { "application/json": "WorkspaceState" } } } as const;

export const workspaceOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/api/v1/workspaces",
    id: "createWorkspace",
    tag: "People",
    summary: "Make a workspace; whoever does so, logged in, owns it",
    body: { "application/json": "WorkspaceDraft" },
    answers: { 201: { description: "Made", content: { "application/json": "WorkspaceDraft" } } },
  },
  {
    method: "GET",
    path: "/api/v1/workspace",
    id: "getWorkspace",
    tag: "People",
    summary: "The workspace, and the caller's role in it",
    query,
    answers: state,
  },
  {
    method: "PATCH",
    path: "/api/v1/workspace",
    id: "renameWorkspace",
    tag: "People",
    summary: "Give the workspace another name; its address stays",
    query,
    body: { "application/json": "WorkspaceChange" },
    answers: state,
  },
  {
    method: "POST",
    path: "/api/v1/workspace/owner",
    id: "handOverWorkspace",
    tag: "People",
    summary: "Hand the workspace to another member, and become an admin",
    query,
    body: { "application/json": "WorkspaceHandover" },
    answers: state,
  },
  {
    method: "POST",
    path: "/api/v1/workspace/deletion",
    id: "deleteWorkspace",
    tag: "People",
    summary: "Delete the workspace: for 7 days it can be read and restored, then all of it goes",
    query,
    body: { "application/json": "WorkspaceDeletion" },
    answers: state,
  },
  {
    method: "DELETE",
    path: "/api/v1/workspace/deletion",
    id: "restoreWorkspace",
    tag: "People",
    summary: "Restore the workspace",
    query,
    answers: state,
  },
];
