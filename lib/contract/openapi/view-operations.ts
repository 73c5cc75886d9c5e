import { z } from "zod";
import { workspaceQuery } from "./filter-query";
import type { Operation } from "./operation";

const query = z.object(workspaceQuery);

export const viewOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/views",
    id: "listViews",
    tag: "Events",
    summary: "The saved views that the caller sees: their own, and those shared with the workspace",
    query,
    answers: { 200: { description: "The views, by name", content: { "application/json": "SavedViewList" } } },
  },
  {
    method: "POST",
    path: "/api/v1/views",
    id: "createView",
    tag: "Events",
    summary: "Keep a filter and its columns under a name",
    query,
    body: { "application/json": "ViewDraft" },
    answers: { 201: { description: "The view", content: { "application/json": "SavedView" } } },
  },
  {
    method: "PATCH",
    path: "/api/v1/views/{id}",
    id: "changeView",
    tag: "Events",
    summary: "Change a view: its author may, and admins where it is shared",
    segments: { id: "The view's id" },
    query,
    body: { "application/json": "ViewChange" },
    answers: { 200: { description: "The view", content: { "application/json": "SavedView" } } },
  },
  {
    method: "DELETE",
    path: "/api/v1/views/{id}",
    id: "deleteView",
    tag: "Events",
    summary: "Forget a view",
    segments: { id: "The view's id" },
    query,
    answers: { 204: { description: "Gone" } },
  },
];
