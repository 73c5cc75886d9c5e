import { z } from "zod";
import type { Operation } from "./operation";

const stored = {
  200: { description: "All accepted or stored before", content: { "application/json": "IngestAnswer" } },
  207: { description: "Some rejected, the rest stored", content: { "application/json": "IngestAnswer" } },
  422: { description: "All rejected, nothing stored", content: { "application/problem+json": "IngestProblem" } },
} as const satisfies Operation["answers"];

const hook = { description: "Stored. The body is empty: agents take one for a decision" };
const otlpAnswer = { "application/json": "OtlpAnswer", "application/x-protobuf": "bytes" } as const;
const otlp = (what: "logs" | "traces" | "metrics", summary: string): Operation => ({
  method: "POST",
  path: `/v1/${what}`,
  id: `exportOtlp${what[0]?.toUpperCase()}${what.slice(1)}`,
  tag: "Doors",
  summary,
  body: { "application/json": "OtlpRequest", "application/x-protobuf": "bytes" },
  answers: { 200: { description: "Stored; partialSuccess tells what was not", content: otlpAnswer } },
});

export const ingestOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/api/v1/events/ingest",
    id: "ingestEvents",
    tag: "Ingest",
    summary: "Store events",
    description:
      "The answer comes after the commit: what was acknowledged is durable. Each event is judged alone; an event_id that is stored already is a duplicate and changes nothing. At most 1,000 events, 5 MiB as sent, 20 MiB inflated; gzip, deflate and br are understood.",
    headers: z.object({
      "X-Event-Source": z.string().optional().meta({ description: "The source of events that name none" }),
      "X-Event-Count": z
        .int()
        .optional()
        .meta({ description: "How many events the body has; another number is a 400" }),
    }),
    body: {
      "application/json": "AnyEvents",
      "application/x-ndjson": "text",
      "application/cloudevents+json": "CloudEvent",
      "application/cloudevents-batch+json": "AnyCloudEvents",
    },
    answers: stored,
  },
  {
    method: "POST",
    path: "/api/v1/events/broadcast",
    id: "broadcastEvent",
    tag: "Ingest",
    summary: "Store one event, named by the address",
    query: z.object({
      event_type: z.string(),
      room: z.string().optional().meta({ description: "The event's category" }),
      source: z.string().optional().meta({ description: "api, unless this or agent_id is given" }),
      agent_id: z.string().optional(),
    }),
    body: { "application/json": "BroadcastMetadata" },
    answers: stored,
  },
  {
    method: "POST",
    path: "/api/v1/hooks/{agent}",
    id: "deliverHook",
    tag: "Doors",
    summary: "Take one payload of an agent's own hooks",
    description:
      "The content never makes this door refuse: what can't be kept as it is, is cut and listed in metadata.truncated.",
    segments: { agent: "claude-code, codex, gemini, cursor or copilot" },
    body: { "application/json": "HookPayload" },
    answers: { 204: hook },
  },
  otlp("logs", "Take log records by OTLP over HTTP"),
  otlp("traces", "Take spans by OTLP over HTTP"),
  otlp("metrics", "Take metrics by OTLP over HTTP, and keep none of them"),
];
