import { hookAgents } from "@/emitter/agents/hook-agents";
import type { MethodTable } from "../http/methods";
import { activityStreamEndpoint } from "./activity-stream";
import { hookEndpoint } from "./hooks";
import { ingestEndpoint } from "./ingest";
import { metricsEndpoint } from "./metrics";
import { otlpLogsEndpoint, otlpMetricsEndpoint, otlpTracesEndpoint } from "./otlp";
import { streamEndpoint } from "./stream";

/** An address that the front door answers itself; `route` is what it is counted under. */
export type Place = { route: string; table: MethodTable; params?: Readonly<Record<string, string>> };

/** The fast lane, by path: what a route handler of Next would answer at a fortieth of the rate. */
export const fastLane: ReadonlyMap<string, Place> = new Map(
  [
    { route: "/api/v1/events/ingest", table: ingestEndpoint },
    { route: "/api/v1/events/stream", table: streamEndpoint },
    { route: "/api/v1/agents/activity/stream", table: activityStreamEndpoint },
    { route: "/v1/logs", table: otlpLogsEndpoint },
    { route: "/v1/traces", table: otlpTracesEndpoint },
    { route: "/v1/metrics", table: otlpMetricsEndpoint },
    // Only here is it known whether a request came through a proxy.
    { route: "/metrics", table: metricsEndpoint },
    // Agents wait for their hooks.
    ...hookAgents.map((agent) => ({ route: "/api/v1/hooks/{agent}", table: hookEndpoint, params: { agent } })),
  ].map((place: Place): [string, Place] => [
    place.route.replace(/\{(\w+)\}/g, (_, name: string) => place.params?.[name] ?? ""),
    place,
  ]),
);
