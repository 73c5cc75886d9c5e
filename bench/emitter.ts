import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "./crash/figure";
import type { HostCommands, Kind } from "./emitter/host-program";
import type { SinkCommands } from "./emitter/sink-program";
import { startWorker } from "./stream/worker";

const calls = 200_000;
const perSecond = 100_000;
const seconds = 5;

const names: Record<Kind, string> = {
  limit: "limit (JSON.stringify and an array's push)",
  memory: "emit",
  spool: "emit with the spool",
};

/**
 * What `emit` costs its host, with and without the spool, beside the least that anything could cost: single calls, and a
 * stream of events during which the event loop should go on. The server is a bare one in a process of its own.
 */
export default async function emitter(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "sightline-bench-emitter-"));
  const sink = startWorker<SinkCommands>(new URL("emitter/sink-program.ts", import.meta.url));
  const figures: Figure[] = [];
  try {
    const url = await sink.ask("listen", undefined);
    for (const kind of ["limit", "memory", "spool"] as const) {
      const given = { kind, url, directory: join(folder, kind) };
      // Each in a new process: neither the heap nor what the compiler has learnt comes from another.
      const cost = await inHost((host) => host.ask("calls", { ...given, count: calls }));
      const name = names[kind];
      figures.push(
        { name: `${name}: p50`, value: rounded(cost.p50), unit: "µs" },
        { name: `${name}: p99`, value: rounded(cost.p99), unit: "µs" },
        { name: `${name}: slowest of ${calls}`, value: rounded(cost.max), unit: "µs" },
      );
      const stream = await inHost((host) => host.ask("offer", { ...given, perSecond, seconds }));
      const offered = `${name}, ${perSecond} events a second offered for ${seconds} s`;
      figures.push(
        { name: `${offered}: taken`, value: Math.round(stream.rate), unit: "events/s" },
        { name: `${offered}: longest turn of the event loop`, value: rounded(stream.max), unit: "ms" },
        { name: `${offered}: p99 of the turns`, value: rounded(stream.p99), unit: "ms" },
        { name: `${offered}: turns over 10 ms`, value: stream.over10, unit: "turns" },
        // On a machine that others share, the clock also counts what they do.
        { name: `${offered}: most processor time in a turn`, value: rounded(stream.worked.max), unit: "ms" },
        { name: `${offered}: turns over 10 ms of it`, value: stream.worked.over10, unit: "turns" },
      );
      if (kind === "limit") continue;
      figures.push(
        { name: `${offered}: still queued at the end`, value: stream.queued, unit: "events" },
        { name: `${offered}: dropped`, value: stream.dropped, unit: "events" },
        { name: `${offered}: sent after a flush`, value: stream.sent, unit: "events" },
      );
    }
  } finally {
    await sink.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return figures;
}

type Host = ReturnType<typeof startWorker<HostCommands>>;

async function inHost<Result>(measure: (host: Host) => Promise<Result>): Promise<Result> {
  const host = startWorker<HostCommands>(new URL("emitter/host-program.ts", import.meta.url));
  try {
    return await measure(host);
  } finally {
    await host.stop();
  }
}

const rounded = (value: number) => Number(value.toFixed(2));
