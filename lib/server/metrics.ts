import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { DurationHistogram, durationBuckets } from "./duration-histogram";
import { processState } from "./process-state";

const eventsBuckets = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 4_000];

/**
 * What is counted where it happens: once a request or a commit, never once an event, as each costs up to a microsecond.
 * What can be read when somebody asks (open streams, pools, lags) is in endpoints/measured-state.ts. One registry for
 * both copies of the code.
 */
export const metrics = processState("metrics", () => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requestSeconds = new DurationHistogram({
    name: "sightline_http_request_duration_seconds",
    help: "Time from a request of the API to the head of its answer, by the pattern of its address.",
  });
  // It answers the registry as a metric of prom-client's does, and is none of them.
  registry.registerMetric(requestSeconds as unknown as Histogram);
  return {
    registry,
    requestSeconds,
    events: counter(registry, {
      name: "sightline_events_total",
      help: "Events that came to ingest, by what became of them.",
      label: "outcome",
      values: ["accepted", "duplicate", "rejected"],
    }),
    appendSeconds: new Histogram({
      name: "sightline_append_duration_seconds",
      help: "Time of one append that committed, from the statement to the commit.",
      buckets: durationBuckets,
      registers,
    }),
    appendBatchEvents: new Histogram({
      name: "sightline_append_batch_events",
      help: "Events that one commit held, duplicates included.",
      buckets: eventsBuckets,
      registers,
    }),
    appendWaitSeconds: new Histogram({
      name: "sightline_append_wait_seconds",
      help: "Time that the oldest request of an append had waited for it.",
      buckets: durationBuckets,
      registers,
    }),
    appendFailures: counter(registry, {
      name: "sightline_append_failures_total",
      help: "Appends that did not commit: of refused data, a log that another writer held, or other trouble.",
      label: "reason",
      values: ["refused", "locked", "trouble"],
    }),
    turnedAway: counter(registry, {
      name: "sightline_ingest_turned_away_total",
      help: "Requests answered 503: the workspace's or the instance's room to wait was full, or they waited too long.",
      label: "reason",
      values: ["workspace_full", "instance_full", "waited_too_long"],
    }),
    projectionLagEvents: new Gauge({
      name: "sightline_projection_lag_events",
      help: "Events that a read model has yet to fold, of the workspace furthest behind.",
      labelNames: ["projection"],
      registers,
    }),
    projectionLagSeconds: new Gauge({
      name: "sightline_projection_lag_seconds",
      help: "Age of the oldest event that a read model has yet to fold.",
      labelNames: ["projection"],
      registers,
    }),
    projectionFailures: new Counter({
      name: "sightline_projection_failures_total",
      help: "Steps of a read model that failed; each is tried again.",
      labelNames: ["projection"],
      registers,
    }),
    notifierLagEvents: new Gauge({
      name: "sightline_notifier_lag_events",
      help: "Events that notification rules have yet to be judged on, of the workspace furthest behind.",
      registers,
    }),
    notifierFailures: new Counter({
      name: "sightline_notifier_failures_total",
      help: "Times that a workspace's notification rules could not be judged; each is tried again.",
      registers,
    }),
    notificationsOpened: counter(registry, {
      name: "sightline_notifications_opened_total",
      help: "Notifications that rules opened, by what the rule is of.",
      label: "condition",
      values: ["event", "waiting", "budget_below", "silence", "rate_above"],
    }),
    retained: counter(registry, {
      name: "sightline_retention_removed_total",
      help: "Events that retention removed, and events of which it removed the payload.",
      label: "what",
      values: ["events", "payloads"],
    }),
    logFloor: new Gauge({
      name: "sightline_log_floor",
      help: "The oldest cursor kept, of workspaces whose events this instance has removed.",
      labelNames: ["workspace"],
      registers,
    }),
    deliveries: counter(registry, {
      name: "sightline_delivery_attempts_total",
      help: "Attempts to deliver to webhooks and browsers, by what came of them; again: it failed and is tried once more.",
      label: "outcome",
      values: ["delivered", "again", "failed"],
    }),
    deliverySeconds: new Histogram({
      name: "sightline_delivery_duration_seconds",
      help: "Time from when something was to be told to when it was delivered.",
      buckets: [...durationBuckets, 60, 300, 3_600, 86_400],
      registers,
    }),
    deliveriesWaiting: new Gauge({
      name: "sightline_deliveries_waiting",
      help: "Deliveries that are still to be made, of all workspaces.",
      registers,
    }),
    wakeUpsHeard: new Gauge({
      name: "sightline_wake_ups_heard",
      help: "1 while other instances' wake-ups are heard; with 0 readers poll once a second.",
      registers,
    }),
  };
});

/** A counter whose every value is shown from the start, as 0: a rate needs a sample from before the first event. */
function counter<Label extends string>(
  registry: Registry,
  { name, help, label, values }: { name: string; help: string; label: Label; values: readonly string[] },
): Counter<Label> {
  const created = new Counter({ name, help, labelNames: [label], registers: [registry] });
  for (const value of values) created.inc({ [label]: value } as Record<Label, string>, 0);
  return created;
}
