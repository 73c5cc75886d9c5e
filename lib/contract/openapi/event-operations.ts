import { z } from "zod";
import { exportFormats } from "../export";
import { filterQuery, pagingQuery, workspaceQuery } from "./filter-query";
import type { Operation } from "./operation";

const page = { 200: { description: "A page", content: { "application/json": "EventPage" } } } as const;
const frames = {
  200: { description: "Frames, until either side ends", content: { "text/event-stream": "text" } },
} as const;

const resume = z.object({
  "Last-Event-ID": z.string().optional().meta({ description: "The cursor that was seen last; wins over cursor" }),
});
const clientId = { client_id: z.string().optional().meta({ description: "Shown in stream/stats" }) };

export const eventOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/events",
    id: "listEvents",
    tag: "Events",
    summary: "A page of events",
    description: "Pages by cursor, so they stay as they are while events arrive. next is the address of the next one.",
    query: filterQuery.extend({
      order: z.enum(["asc", "desc"]).default("desc").meta({ description: "By cursor" }),
      ...pagingQuery,
    }),
    answers: page,
  },
  {
    method: "GET",
    path: "/api/v1/events/recent",
    id: "listRecentEvents",
    tag: "Events",
    summary: "A page of events, newest first",
    query: filterQuery.extend(pagingQuery),
    answers: page,
  },
  {
    method: "GET",
    path: "/api/v1/events/export",
    id: "exportEvents",
    tag: "Events",
    summary: "Any number of events as a file, by ascending cursor",
    description:
      "Goes up to the newest cursor of the moment, which X-Event-Head tells. An export that was cut off goes on after the last cursor that arrived.",
    query: filterQuery.extend({
      format: z.enum(exportFormats).default("ndjson"),
      after: pagingQuery.after,
      before: pagingQuery.before,
      ...workspaceQuery,
    }),
    answers: {
      200: { description: "The events", content: { "application/x-ndjson": "text", "text/csv": "text" } },
    },
  },
  {
    method: "GET",
    path: "/api/v1/events/{event_id}",
    id: "getEvent",
    tag: "Events",
    summary: "One event",
    segments: { event_id: "A UUID" },
    query: z.object(workspaceQuery),
    answers: { 200: { description: "The event", content: { "application/json": "AgentEvent" } } },
  },
  {
    method: "GET",
    path: "/api/v1/events/stream",
    id: "streamEvents",
    tag: "Stream",
    summary: "Events as they are stored, and from any cursor before",
    description:
      "Frames: subscribed, event (or batch), replay_complete, ping, reset, goodbye. Cursors have no gaps: without a filter, n followed by n + 1 proves that nothing was missed.",
    query: filterQuery.omit({ since: true, until: true }).extend({
      cursor: z.string().default("latest").meta({ description: "latest, earliest, or a number n: everything after n" }),
      window: z
        .string()
        .optional()
        .meta({ description: "100ms to 10s: events then come as one batch a window", examples: ["1s"] }),
      ...clientId,
      ...workspaceQuery,
    }),
    headers: resume,
    answers: frames,
  },
  {
    method: "GET",
    path: "/api/v1/stream/stats",
    id: "getStreamStats",
    tag: "Stream",
    summary: "The open streams of the workspace at this instance",
    query: z.object(workspaceQuery),
    answers: { 200: { description: "The streams", content: { "application/json": "StreamStats" } } },
  },
];
