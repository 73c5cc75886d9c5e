import { setTimeout as pause } from "node:timers/promises";
import { onAnyNews, startListening } from "../live/hub";
import { log } from "../log";
import { metrics } from "../metrics";
import { processState } from "../process-state";
import { advanceEach, type StepOrFailure } from "./advance-each";
import { findBehind } from "./behind";
import { tellMove } from "./moves";
import type { Projection } from "./projection";
import { projections as all } from "./registry";

/** Workspaces that are worked on at a time: one less than the pool has connections, the last is for the tick and for who waits. */
const places = 2;
/** A word that got lost, an instance that died in its work, a restart: all are found out by looking. */
const tickMs = 1_000;
/**
 * A workspace rests between its rounds, so that many events at once are one range and not a hundred: for a tenth of a
 * second, and longer where rounds take long or many workspaces share the places. Who is behind by more than a range goes on
 * at once.
 */
const restMinMs = 100;
const restMaxMs = 500;
const restPerRound = 2;
/** After a round its place pauses for half as long as that took: on a busy machine, where rounds take long, ingest goes first. */
const pausePerRound = 0.5;
/** A newer program owns the read models, and keeps them up itself. */
const restOfOutdatedMs = 10_000;
const retryFirstMs = 1_000;
const retryMaxMs = 60_000;

type Failing = { untilMs: number; inARow: number };

/**
 * Keeps the read models up with the logs, for as long as the process runs: woken by the hub when a workspace has news and by
 * its own tick. Workspaces take turns, a range each, so none keeps the others waiting. A read model that fails is
 * tried again after a growing pause, and the others go on without it.
 */
class Runner {
  readonly #projections: readonly Projection[];
  /** Workspaces with news, the first to be heard of first. */
  readonly #waiting = new Set<number>();
  readonly #restingUntilMs = new Map<number, number>();
  readonly #rounds = new Map<number, Promise<void>>();
  readonly #failing = new Map<string, Failing>();
  readonly #leaveHub: () => void;
  readonly #tick: NodeJS.Timeout;
  #looking: Promise<void> | null = null;
  #lookFailed = false;
  #alarm: NodeJS.Timeout | null = null;
  readonly #over = new AbortController();

  constructor(projections: readonly Projection[]) {
    this.#projections = projections;
    startListening();
    this.#leaveHub = onAnyNews((workspaceId) => this.#hear(workspaceId));
    this.#tick = setInterval(() => this.#lookOnce(), tickMs).unref();
    this.#lookOnce();
  }

  /** Resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#over.abort();
    this.#leaveHub();
    clearInterval(this.#tick);
    if (this.#alarm) clearTimeout(this.#alarm);
    await Promise.all([...this.#rounds.values(), this.#looking]);
  }

  #hear(workspaceId: number): void {
    if (this.#waiting.has(workspaceId)) return;
    this.#waiting.add(workspaceId);
    this.#go();
  }

  /** Begins as many rounds as there are places for; where all who wait are resting, comes back when the first has rested. */
  #go(): void {
    if (this.#alarm) clearTimeout(this.#alarm);
    this.#alarm = null;
    const nowMs = performance.now();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const workspaceId of this.#waiting) {
      if (this.#over.signal.aborted || this.#rounds.size >= places) return;
      if (this.#rounds.has(workspaceId)) continue;
      const restedMs = this.#restingUntilMs.get(workspaceId) ?? 0;
      if (restedMs > nowMs) {
        nextMs = Math.min(nextMs, restedMs);
        continue;
      }
      this.#waiting.delete(workspaceId);
      this.#rounds.set(workspaceId, this.#round(workspaceId));
    }
    if (nextMs < Number.POSITIVE_INFINITY) this.#alarm = setTimeout(() => this.#go(), nextMs - nowMs).unref();
  }

  /** One range of each read model. */
  async #round(workspaceId: number): Promise<void> {
    const startedMs = performance.now();
    let isFarBehind = false;
    let isBusy = false;
    const steps = await this.#fold(workspaceId);
    for (const step of steps) {
      if (step.state === "busy") isBusy = true;
      if (step.state === "moved" && step.cursor < step.head) isFarBehind = true;
    }
    const endedMs = performance.now();
    const sharing = Math.max(1, this.#restingUntilMs.size / places);
    const isOutdated = steps.length > 0 && steps.every(({ state }) => state === "outdated");
    const gatherMs = Math.min(restMaxMs, Math.max(restMinMs, restPerRound * sharing * (endedMs - startedMs)));
    const restMs = isOutdated ? restOfOutdatedMs : gatherMs;
    if (!isFarBehind) {
      this.#restingUntilMs.set(workspaceId, endedMs + restMs);
      const { signal } = this.#over;
      await pause(pausePerRound * (endedMs - startedMs), null, { signal }).catch(() => {});
    }
    if (isFarBehind || isBusy) this.#waiting.add(workspaceId);
    this.#rounds.delete(workspaceId);
    this.#go();
  }

  async #fold(workspaceId: number): Promise<StepOrFailure[]> {
    const due = this.#projections.filter(({ name }) => {
      const failing = this.#failing.get(`${workspaceId} ${name}`);
      return !failing || failing.untilMs <= performance.now();
    });
    // Where the database can't be reached the tick comes back to it, and says so.
    const steps = await advanceEach(workspaceId, due).catch(() => []);
    for (const [i, step] of steps.entries()) {
      const name = due[i]?.name ?? "";
      if (step.state === "failed") this.#noteFailure(workspaceId, name, step.error);
      else this.#failing.delete(`${workspaceId} ${name}`);
      // Another instance may have moved it.
      if (step.state === "dry") tellMove(workspaceId, name, step.cursor);
    }
    return steps;
  }

  #noteFailure(workspaceId: number, projection: string, error: unknown): void {
    const key = `${workspaceId} ${projection}`;
    const inARow = (this.#failing.get(key)?.inARow ?? 0) + 1;
    const pauseMs = Math.min(retryMaxMs, retryFirstMs * 2 ** (inARow - 1));
    this.#failing.set(key, { untilMs: performance.now() + pauseMs, inARow });
    metrics.projectionFailures.inc({ projection });
    log.warn({ projection, workspaceId, inARow, message: String(error) }, "a read model could not follow the log");
  }

  #lookOnce(): void {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
  }

  /** Finds whoever is behind, and tells the metrics. */
  async #look(): Promise<void> {
    try {
      const behind = await findBehind(this.#projections);
      this.#lookFailed = false;
      for (const { name } of this.#projections) {
        const own = behind.filter((each) => each.name === name);
        const most = (read: (each: (typeof own)[number]) => number) =>
          own.reduce((max, each) => Math.max(max, read(each)), 0);
        metrics.projectionLagEvents.set(
          { projection: name },
          most(({ events }) => events),
        );
        metrics.projectionLagSeconds.set(
          { projection: name },
          most(({ seconds }) => seconds),
        );
      }
      const nowMs = performance.now();
      for (const [workspaceId, untilMs] of this.#restingUntilMs) {
        if (untilMs <= nowMs) this.#restingUntilMs.delete(workspaceId);
      }
      for (const { workspaceId } of behind) this.#waiting.add(workspaceId);
      this.#go();
    } catch (error) {
      if (!this.#lookFailed) log.warn({ message: String(error) }, "could not see which read models are behind");
      this.#lookFailed = true;
    }
  }
}

const running = processState("projections", () => ({ runner: null as Runner | null }));

/** Begins to keep the read models up with the logs. Idempotent: one runner a process. */
export function startProjections(projections: readonly Projection[] = all): void {
  if (running.runner) return;
  for (const { name } of projections) metrics.projectionFailures.inc({ projection: name }, 0);
  running.runner = new Runner(projections);
}

/** Whether this process keeps the read models up. */
export const isRunning = () => running.runner !== null;

/** Resolves when the last step under way has ended. */
export async function stopProjections(): Promise<void> {
  const { runner } = running;
  running.runner = null;
  await runner?.stop();
}
