import { onAnyNews, startListening } from "../live/hub";
import { log } from "../log";
import { metrics } from "../metrics";
import { processState } from "../process-state";
import { listJudged } from "../store/notifier-turn";
import { wakeDeliveries } from "./delivery-runner";
import { type Judged, judgeWorkspace } from "./judge-workspace";

/** Workspaces that are judged at a time. */
const places = 2;
/** What only the passing of time changes, a word that got lost, rules that another instance made: all are found by looking. */
const tickMs = 1_000;
/** Many events at once are one turn and not a hundred; who is behind by more than a range goes on at once. */
const restMs = 100;
const retryFirstMs = 1_000;
const retryMaxMs = 60_000;

/**
 * Judges notification rules for as long as the process runs: woken by the hub when a workspace that has rules has news, and by its
 * own tick. Any number of instances share the work, as a turn holds the workspace's row.
 */
class Notifier {
  /** Workspaces with rules, as the last look found them. */
  #withRules = new Set<number>();
  readonly #waiting = new Set<number>();
  readonly #turns = new Map<number, Promise<void>>();
  readonly #restingUntilMs = new Map<number, number>();
  /** How often in a row. */
  readonly #failing = new Map<number, number>();
  readonly #leaveHub: () => void;
  readonly #tick: NodeJS.Timeout;
  #alarm: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #lookFailed = false;
  #isOver = false;

  constructor() {
    startListening();
    this.#leaveHub = onAnyNews((workspaceId) => {
      if (this.#withRules.has(workspaceId)) this.#hear(workspaceId);
    });
    this.#tick = setInterval(() => this.#lookOnce(), tickMs).unref();
    this.#lookOnce();
  }

  /** Of a workspace whose rules have changed. */
  wake(workspaceId: number): void {
    this.#withRules.add(workspaceId);
    this.#hear(workspaceId);
  }

  #hear(workspaceId: number): void {
    if (this.#waiting.has(workspaceId)) return;
    this.#waiting.add(workspaceId);
    this.#go();
  }

  /** Resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#isOver = true;
    this.#leaveHub();
    clearInterval(this.#tick);
    if (this.#alarm) clearTimeout(this.#alarm);
    await Promise.all([...this.#turns.values(), this.#looking]);
  }

  /** Begins as many turns as there are places for; where all who wait are resting, comes back when the first has rested. */
  #go(): void {
    if (this.#alarm) clearTimeout(this.#alarm);
    this.#alarm = null;
    const nowMs = performance.now();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const workspaceId of this.#waiting) {
      if (this.#isOver || this.#turns.size >= places) return;
      if (this.#turns.has(workspaceId)) continue;
      const untilMs = this.#restingUntilMs.get(workspaceId) ?? 0;
      if (untilMs > nowMs) {
        nextMs = Math.min(nextMs, untilMs);
        continue;
      }
      this.#waiting.delete(workspaceId);
      this.#turns.set(workspaceId, this.#turn(workspaceId));
    }
    if (nextMs < Number.POSITIVE_INFINITY) this.#alarm = setTimeout(() => this.#go(), nextMs - nowMs).unref();
  }

  async #turn(workspaceId: number): Promise<void> {
    let judged: Judged | null = null;
    let pauseMs = restMs;
    try {
      judged = await judgeWorkspace(workspaceId);
      this.#failing.delete(workspaceId);
      if (judged && judged.deliveries > 0) wakeDeliveries();
    } catch (error) {
      pauseMs = this.#noteFailure(workspaceId, error);
    }
    const isFarBehind = judged !== null && judged.upTo < judged.head;
    if (!isFarBehind) this.#restingUntilMs.set(workspaceId, performance.now() + pauseMs);
    if (isFarBehind) this.#waiting.add(workspaceId);
    this.#turns.delete(workspaceId);
    this.#go();
  }

  /** Answers how long it is left alone. */
  #noteFailure(workspaceId: number, error: unknown): number {
    const inARow = (this.#failing.get(workspaceId) ?? 0) + 1;
    const pauseMs = Math.min(retryMaxMs, retryFirstMs * 2 ** (inARow - 1));
    this.#failing.set(workspaceId, inARow);
    metrics.notifierFailures.inc();
    log.warn({ workspaceId, inARow, message: String(error) }, "notification rules could not be judged");
    return pauseMs;
  }

  #lookOnce(): void {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
  }

  async #look(): Promise<void> {
    try {
      const judged = await listJudged();
      this.#lookFailed = false;
      this.#withRules = new Set(judged.map(({ workspaceId }) => workspaceId));
      metrics.notifierLagEvents.set(judged.reduce((most, { events }) => Math.max(most, events), 0));
      const nowMs = performance.now();
      for (const [workspaceId, untilMs] of this.#restingUntilMs) {
        if (untilMs <= nowMs) this.#restingUntilMs.delete(workspaceId);
      }
      for (const { workspaceId, isDue } of judged) if (isDue) this.#waiting.add(workspaceId);
      this.#go();
    } catch (error) {
      if (!this.#lookFailed) log.warn({ message: String(error) }, "could not see which notification rules are due");
      this.#lookFailed = true;
    }
  }
}

const running = processState("notifier", () => ({ notifier: null as Notifier | null }));

/** Begins to judge notification rules. Idempotent: one notifier a process. */
export function startNotifier(): void {
  running.notifier ??= new Notifier();
}

/** Whether this process judges notification rules. */
export const isNotifying = () => running.notifier !== null;

/** Has a workspace judged soon, where a notifier runs: after its rules have changed. */
export function wakeNotifier(workspaceId: number): void {
  running.notifier?.wake(workspaceId);
}

/** Resolves when the last turn under way has ended. */
export async function stopNotifier(): Promise<void> {
  const { notifier } = running;
  running.notifier = null;
  await notifier?.stop();
}
