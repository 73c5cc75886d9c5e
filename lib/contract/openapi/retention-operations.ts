import { z } from "zod";
import { retentionSettings } from "../retention";
import { workspaceQuery } from "./filter-query";
import type { Operation } from "./operation";

const path = "/api/v1/retention";

export const retentionOperations: readonly Operation[] = [
  {
    method: "GET",
    path,
    id: "getRetention",
    tag: "Retention",
    summary: "For how long events and their payloads are kept, what the log holds, and what is due to go",
    query: z.object(workspaceQuery),
    answers: { 200: { description: "Settings and log", content: { "application/json": "Retention" } } },
  },
  {
    method: "PATCH",
    path,
    id: "changeRetention",
    tag: "Retention",
    summary: "Keep events, or their payloads, for so many days",
    description:
      "Goes by the time of receipt. A change that removes more than before needs the workspace's slug in confirm; the work begins at once and goes in small steps. What read models know of agents, sessions and tasks stays.",
    query: z.object(workspaceQuery),
    body: { "application/json": "RetentionChange" },
    answers: { 200: { description: "Settings and log", content: { "application/json": "Retention" } } },
  },
  {
    method: "GET",
    path: `${path}/preview`,
    id: "previewRetention",
    tag: "Retention",
    summary: "What settings would remove of the log as it stands; removes nothing",
    query: retentionSettings.partial().extend(workspaceQuery),
    answers: { 200: { description: "What would go", content: { "application/json": "RetentionDue" } } },
  },
];
