import { z } from "zod";
import { facetFields } from "../facet-fields";
import { filterQuery, limitQuery, workspaceQuery } from "./filter-query";
import type { Operation } from "./operation";

export const statisticsOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/events/stats",
    id: "getEventStats",
    tag: "Statistics",
    summary: "Counts and a series",
    description:
      "Exact for the log as it stands: they agree with what the same filter finds in pages. Fast for filters of kinds, categories, status, severity, source, agents and times, whatever the log holds; others count the events one by one.",
    query: filterQuery.extend({
      bucket: z
        .enum(["auto", "1m", "5m", "1h", "1d"])
        .default("auto")
        .meta({ description: "auto: the shortest that makes at most 200 points, else 1d. 400 beyond 2,000 points" }),
      ...workspaceQuery,
    }),
    answers: { 200: { description: "The counts", content: { "application/json": "EventStats" } } },
  },
  {
    method: "GET",
    path: "/api/v1/events/facets",
    id: "listEventFacets",
    tag: "Statistics",
    summary: "The known values of fields, with counts",
    description:
      "Of all the log, to fill lists of choices; within a filter, ask for stats. Follows the log within 1 s.",
    query: z.object({
      fields: z.array(z.enum(facetFields)).optional().meta({ description: "Comma-separated; all unless given" }),
      value: z.string().optional().meta({ description: "How a value begins, in any case: for completion" }),
      ...limitQuery,
      ...workspaceQuery,
    }),
    answers: { 200: { description: "The values", content: { "application/json": "EventFacets" } } },
  },
  {
    method: "GET",
    path: "/api/v1/read-models",
    id: "getReadModelsProgress",
    tag: "Statistics",
    summary: "Which read models have yet to follow the log",
    description:
      "Agents, sessions, tasks, traces, permissions, budgets and rollups are folded from the log, within 1 s of it. While one is made anew, or overrun, what is read of it is of a part of the log.",
    query: z.object(workspaceQuery),
    answers: { 200: { description: "The progress", content: { "application/json": "ReadModelsProgress" } } },
  },
];
