import { backoffMs } from "./backoff";
import type { Breaker } from "./breaker";
import type { Clock, Timer } from "./clock";
import { deliverBatch, type Settlement } from "./deliver-batch";
import type { EventQueue } from "./event-queue";
import type { Hold } from "./hold";
import type { SendOutcome } from "./send-batch";

export type PumpOptions = {
  queue: EventQueue;
  breaker: Breaker;
  clock: Clock;
  hold: Hold;
  batchEventsMax: number;
  flushIntervalMs: number;
  retriesMax: number;
  /** Whether what the retries did not bring through stays in the queue: elsewhere it is given up. */
  isDurable: boolean;
  /** How often what other processes left behind is looked for; null for never. */
  takeOverMs: number | null;
  send(events: readonly string[]): Promise<SendOutcome>;
  onRetry(): void;
  onSettled(settlement: Settlement, takenOver: boolean): void;
  onGivenUp(events: number, message: string): void;
  /** The queue's own trouble, a disk that can't be read say. */
  onTrouble(message: string): void;
};

/** Moves events from the queue to the server: in their order, one request at a time. */
export type Pump = {
  /** An event was pushed: it leaves with its batch, or after the interval. */
  wake(): void;
  /** Resolves when what is queued now is settled, or when no request may go out. */
  flush(): Promise<void>;
  stop(): void;
};

/**
 * It sleeps until a batch is full, the interval has passed, or a flush wants all that is queued (`due`). It runs until
 * that is done, or halts: then it waits for the breaker, or as a retry would, whatever is pushed meanwhile.
 */
export function createPump(options: PumpOptions): Pump {
  const { queue, breaker, clock, hold, batchEventsMax, flushIntervalMs, retriesMax, isDurable, takeOverMs } = options;
  const waiters: { left: number; resolve: () => void }[] = [];
  let timer: Timer | null = null;
  /** The timer of the interval, which the one of a rest gives way to. */
  let interval: Timer | null = null;
  let isHalted = false;
  let isRunning = false;
  let isStopped = false;
  /** How many of the queued events don't wait for a full batch. */
  let due = 0;
  let hasBacklog = false;
  let takeOverAtMs = takeOverMs === null ? Number.POSITIVE_INFINITY : 0;

  function settled(events: number): void {
    due = Math.max(0, due - events);
    for (const waiter of waiters) waiter.left -= events;
    while (waiters[0] && waiters[0].left <= 0) waiters.shift()?.resolve();
  }

  function pause(durationMs: number): Promise<void> {
    return new Promise((resolve) => {
      const release = hold.track(
        clock.after(durationMs, () => {
          release();
          resolve();
        }),
      );
    });
  }

  function takeOver(): void {
    if (clock.nowMs() >= takeOverAtMs) {
      takeOverAtMs = clock.nowMs() + (takeOverMs ?? 0);
      hasBacklog = queue.takeOver();
    }
  }

  /** How long to wait before going on; 0 to go on at once, null when there is nothing to do. */
  async function step(): Promise<number | null> {
    takeOver();
    if (queue.size() < batchEventsMax && due === 0 && !hasBacklog) return null;
    if (breaker.waitMs() > 0) return breaker.waitMs();
    const batch = queue.take();
    hasBacklog = batch?.takenOver === true;
    if (batch === null) {
      // What was due has been dropped for want of room.
      due = 0;
      return null;
    }
    const left = await deliverBatch(batch.events, {
      retriesMax,
      pause,
      onRetry: options.onRetry,
      send: (events) => (breaker.waitMs() > 0 ? Promise.resolve(null) : options.send(events)),
      settle(settlement) {
        queue.done(settlement.events);
        options.onSettled(settlement, batch.takenOver);
        if (!batch.takenOver) settled(settlement.events);
      },
    });
    if (left === null) return 0;
    if (batch.takenOver) hasBacklog = true;
    if (left.reason === "interrupted") return breaker.waitMs();
    if (isDurable) return Math.max(breaker.waitMs(), backoffMs(retriesMax));
    queue.done(left.events);
    options.onGivenUp(left.events, left.message);
    settled(left.events);
    return 0;
  }

  async function run(): Promise<void> {
    isRunning = true;
    setTimer(null);
    // The first request is put together after the host's own turn, not inside its call of emit.
    await null;
    let waitMs: number | null = 0;
    try {
      // A flush may have come between the end of a step and here.
      while (!isStopped && (waitMs === 0 || (waitMs === null && due > 0))) waitMs = await step();
    } catch (error) {
      options.onTrouble(`The spool can't be read: ${error instanceof Error ? error.message : error}`);
      waitMs = backoffMs(retriesMax);
    }
    isRunning = false;
    if (waitMs !== null) halt(waitMs);
    else if (queue.size() > 0) wake();
    else rest();
    // All that was due is settled, or none of it can be now.
    for (const waiter of waiters.splice(0)) waiter.resolve();
  }

  function halt(waitMs: number): void {
    isHalted = true;
    setTimer(clock.after(Math.max(1, waitMs), runAll));
  }

  /** Looks for what others leave behind even where nothing is emitted. */
  function rest(): void {
    if (takeOverMs !== null) setTimer(clock.after(Math.max(1, takeOverAtMs - clock.nowMs()), runAll));
  }

  function setTimer(next: Timer | null): void {
    timer?.cancel();
    timer = isStopped ? null : next;
    if (isStopped) next?.cancel();
    else next?.unref();
  }

  function runAll(): void {
    isHalted = false;
    due = queue.size();
    if (!isRunning && !isStopped) void run();
  }

  function wake(): void {
    if (isRunning || isHalted || isStopped) return;
    if (queue.size() >= batchEventsMax) void run();
    else if (timer === null || timer !== interval) {
      interval = clock.after(flushIntervalMs, runAll);
      setTimer(interval);
    }
  }

  rest();
  return {
    wake,
    flush() {
      if (queue.size() === 0 && takeOverMs === null) return Promise.resolve();
      if (takeOverMs !== null) takeOverAtMs = clock.nowMs();
      const flushed = new Promise<void>((resolve) => waiters.push({ left: queue.size(), resolve }));
      runAll();
      return flushed;
    },
    stop() {
      isStopped = true;
      setTimer(null);
    },
  };
}
