import { Counter, Gauge } from "prom-client";
import { countWaitingEvents } from "../ingest/group-commit";
import { openStreams, type StreamTotals, streamTotals } from "../live/open-streams";
import { streamLag } from "../live/stream-stats";
import { tailLags } from "../live/tail";
import { metrics } from "../metrics";
import { processState } from "../process-state";
import { countConnections } from "../store/count-connections";

/** Metrics of what the process holds anyway: read when somebody scrapes, at no cost before. Idempotent. */
export function measureState(): void {
  processState("measured-state", () => {
    gauge("sightline_append_waiting_events", "Events that came and have not been committed yet.", countWaitingEvents);
    gauge("sightline_tail_lag_events", "Events between a log's newest and its tail, of the tail furthest behind.", () =>
      Math.max(0, ...tailLags()),
    );
    gauge("sightline_stream_connections", "Streams that are open.", () => openStreams().length);
    gauge(
      "sightline_stream_lag_events",
      "Events between a log's newest and a stream's place, of the slowest stream.",
      () => openStreams().reduce((lag, stream) => Math.max(lag, streamLag(stream)), 0),
    );
    streamCounter("opened", "sightline_stream_connections_opened_total", "Streams that were opened.");
    streamCounter("closed", "sightline_stream_connections_closed_total", "Streams that have ended.");
    streamCounter("resumed", "sightline_stream_reconnects_total", "Streams opened at a cursor that the reader named.");
    streamCounter("frames", "sightline_stream_frames_total", "Frames sent on streams.");
    streamCounter("bytes", "sightline_stream_bytes_total", "Bytes sent on streams, before any compression.");
    pools();
    return true;
  });
}

function gauge(name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [metrics.registry],
    collect() {
      this.set(read());
    },
  });
}

function streamCounter(total: keyof StreamTotals, name: string, help: string): void {
  new Counter({
    name,
    help,
    registers: [metrics.registry],
    collect() {
      this.reset();
      this.inc(streamTotals()[total]);
    },
  });
}

function pools(): void {
  new Gauge({
    name: "sightline_database_connections",
    help: "Connections to the database, by what they are for.",
    labelNames: ["purpose", "state"],
    registers: [metrics.registry],
    collect() {
      for (const { purpose, total, idle } of countConnections()) {
        this.set({ purpose, state: "idle" }, idle);
        this.set({ purpose, state: "busy" }, total - idle);
      }
    },
  });
  new Gauge({
    name: "sightline_database_waiting",
    help: "Callers who wait for a connection to the database, by what it is for.",
    labelNames: ["purpose"],
    registers: [metrics.registry],
    collect() {
      for (const { purpose, waiting } of countConnections()) this.set({ purpose }, waiting);
    },
  });
}
