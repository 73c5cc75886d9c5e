import type { Guide } from "../guide";
import { keyInShell } from "./shared-steps";

export const openTelemetry: Guide = {
  id: "otel",
  name: "OpenTelemetry",
  note: "logs and traces",
  lead: "Any exporter that speaks OTLP over HTTP, as JSON or protobuf. gRPC is not spoken here, and metrics are not kept.",
  ways: [
    {
      name: "by its environment",
      steps: ({ url, key }) => [
        keyInShell(key),
        {
          title: "Point the exporter here",
          text: "The address is the base: exporters add /v1/logs and /v1/traces themselves.",
          snippets: [
            {
              label: "The program's environment",
              text: [
                `export OTEL_EXPORTER_OTLP_ENDPOINT=${url}`,
                "export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
                'export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20$SIGHTLINE_API_KEY"',
                "export OTEL_METRICS_EXPORTER=none",
              ].join("\n"),
            },
          ],
        },
        {
          title: "Run the program",
          text: "What it exports shows here when its exporter sends: after 5 s as a rule.",
          snippets: [],
        },
      ],
    },
  ],
  filter: { kinds: ["otel.span", "otel.log"] },
  expected: [
    { label: "Spans", kind: "otel.span", comes: "When a span has ended and was exported." },
    { label: "Log records", kind: "otel.log", comes: "When a record without a meaning of its own was exported." },
  ],
  silence: [
    "OTEL_EXPORTER_OTLP_PROTOCOL has no default in some programs and is grpc in others: set it to http/protobuf or http/json.",
    "A space in OTEL_EXPORTER_OTLP_HEADERS must be written %20, or the header is lost: 401.",
    "The signal's own exporter may be off: OTEL_TRACES_EXPORTER=otlp, OTEL_LOGS_EXPORTER=otlp.",
  ],
};

const cloudEvent = JSON.stringify({
  specversion: "1.0",
  id: "1",
  source: "cloudevents",
  type: "task_started",
  subject: "Say hello",
  agentid: "my-agent",
});

export const cloudEvents: Guide = {
  id: "cloudevents",
  name: "CloudEvents",
  note: "over HTTP",
  lead: "Structured, batched or binary, version 1.0. The source, a space and the id make the event's identity: sent again, it is the same event.",
  ways: [
    {
      name: "by curl",
      steps: ({ url, key }) => [
        keyInShell(key),
        {
          title: "Send one",
          snippets: [
            {
              label: "In that shell",
              text: `curl ${url}/api/v1/events/ingest \\\n  -H "Authorization: Bearer $SIGHTLINE_API_KEY" \\\n  -H 'Content-Type: application/cloudevents+json' \\\n  -d '${cloudEvent}'`,
            },
          ],
        },
      ],
    },
  ],
  filter: { source: ["cloudevents"] },
  expected: [{ label: "task_started", kind: "task_started", comes: "With the line above." }],
  silence: ["curl says why it was refused: add --fail-with-body. 415 is a wrong Content-Type."],
};

const event = { event_type: "task_started", source: "curl", agent_id: "my-agent", operation: "Say hello" };

export const anyProgram: Guide = {
  id: "curl",
  name: "curl",
  note: "any program",
  lead: "An event is JSON with a type and somebody who sent it. Whatever can post it can report.",
  ways: [
    {
      name: "by curl",
      steps: ({ url, key }) => [
        keyInShell(key),
        {
          title: "Send an event",
          snippets: [
            {
              label: "In that shell",
              text: `curl ${url}/api/v1/events/ingest \\\n  -H "Authorization: Bearer $SIGHTLINE_API_KEY" \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(event)}'`,
            },
          ],
        },
        {
          title: "And say how it ended",
          snippets: [
            {
              label: "In that shell",
              text: `curl ${url}/api/v1/events/ingest \\\n  -H "Authorization: Bearer $SIGHTLINE_API_KEY" \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify({ ...event, event_type: "task_completed", status: "success" })}'`,
            },
          ],
        },
      ],
    },
  ],
  filter: { source: ["curl"] },
  expected: [
    { label: "task_started", kind: "task_started", comes: "With the first line." },
    { label: "task_completed", kind: "task_completed", comes: "With the second line." },
  ],
  silence: ["curl says why it was refused: add --fail-with-body."],
};

export const typescriptEmitter: Guide = {
  id: "emitter",
  name: "Node.js",
  note: "@sightline/emitter",
  lead: "Emitting takes microseconds and never throws; batches, retries and order are looked after. No dependencies.",
  ways: [
    {
      name: "by the emitter",
      steps: ({ url, key }) => [
        keyInShell(key),
        { title: "Add the package", snippets: [{ label: "In your project", text: "npm install @sightline/emitter" }] },
        {
          title: "Emit",
          snippets: [
            {
              label: "hello.mjs",
              text: [
                'import { createEmitter } from "@sightline/emitter";',
                "",
                "const emitter = createEmitter({",
                `  url: "${url}",`,
                '  apiKey: process.env.SIGHTLINE_API_KEY ?? "",',
                '  source: "my-program",',
                "});",
                'emitter.emit({ event_type: "task_started", agent_id: "my-agent", operation: "Say hello" });',
                'emitter.emit({ event_type: "task_completed", agent_id: "my-agent", operation: "Say hello", status: "success" });',
                "await emitter.close();",
              ].join("\n"),
            },
          ],
        },
      ],
    },
  ],
  filter: { source: ["my-program"] },
  expected: [
    { label: "task_started", kind: "task_started", comes: "When hello.mjs runs." },
    {
      label: "task_completed",
      kind: "task_completed",
      comes: "When hello.mjs runs.",
      isDue: (arrived) => arrived.has("task_started"),
      reason: "The program ended before the emitter had sent all of it: await emitter.close().",
    },
  ],
  silence: ["emitter.stats() says what was dropped and why; onError hears it as it happens."],
};
