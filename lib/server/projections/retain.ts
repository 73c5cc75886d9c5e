import { setTimeout as pause } from "node:timers/promises";
import { log } from "../log";
import { metrics } from "../metrics";
import { nextExpired, type OldestEvents } from "../store/find-expired";
import { readLog } from "../store/read-log";
import { listRetained, readRetentionSettings } from "../store/retention-settings";
import { advanceTogether } from "./advance";
import type { Projection } from "./projection";
import { projections as all } from "./registry";
import { deleteRows, moveFloor, removePayloads, type Target } from "./remove-oldest";

type StepOptions = {
  projections?: readonly Projection[];
  /** How many events one step takes at most. */
  eventsMax?: number;
};

/** What one step has come to. */
export type RetentionStep =
  /** There may be more. */
  | { state: "worked"; events: number; payloads: number; rows: number }
  /** Nothing is due. */
  | { state: "done" }
  /** Another instance is at it, or a newer program owns the read models. */
  | { state: "left" };

/** A step's transactions should be short: an append that repeats an id which is just being removed waits for one of them. */
const eventsMaxDefault = 1_000;

/**
 * Takes some of the oldest events of a workspace that have been kept for as long as they were to be. Always in this order, each a
 * transaction of its own, so that whoever comes after a crash goes on where it happened: what read models know is saved; the
 * floor moves; payloads above it go; rows below it are deleted.
 */
export async function retainStep(
  workspaceId: number,
  { projections = all, eventsMax = eventsMaxDefault }: StepOptions = {},
): Promise<RetentionStep> {
  const [settings, workspaceLog] = await Promise.all([readRetentionSettings(workspaceId), readLog(workspaceId)]);
  if (!workspaceLog) return { state: "done" };
  const { floor } = workspaceLog;
  const due = async (from: number, days: number | null): Promise<OldestEvents> =>
    days === null ? { from, to: from } : nextExpired(workspaceId, { from, days, eventsMax });
  const events = await due(floor, settings.retention_days);
  // What goes as a whole, in this step or the next, need not be emptied before.
  const payloadDays = size(events) < eventsMax ? settings.payload_days : null;
  const payloads = await due(Math.max(floor, events.to, settings.payloadsFrom), payloadDays);
  const rows = { from: settings.eventsFrom, to: Math.min(floor, settings.eventsFrom + eventsMax) };
  const target: Target = { workspaceId, settings, projections };

  const knownUpTo = Math.max(size(events) > 0 ? events.to : 0, size(payloads) > 0 ? payloads.to : 0) - 1;
  if (knownUpTo > 0 && !(await saveBases(target, knownUpTo))) return { state: "left" };
  const tasks = [
    { oldest: events, remove: moveFloor },
    { oldest: payloads, remove: removePayloads },
    { oldest: rows, remove: deleteRows },
  ].filter(({ oldest }) => size(oldest) > 0);
  if (tasks.length === 0) return { state: "done" };
  for (const { oldest, remove } of tasks) if (!(await remove(target, oldest))) return { state: "left" };
  if (size(events) > 0) metrics.logFloor.set({ workspace: workspaceId }, events.to);
  metrics.retained.inc({ what: "events" }, size(events));
  metrics.retained.inc({ what: "payloads" }, size(payloads));
  return { state: "worked", events: size(events), payloads: size(payloads), rows: size(rows) };
}

const size = ({ from, to }: OldestEvents) => Math.max(0, to - from);

/** Takes the bases of all that keep what they knew up to a cursor. */
async function saveBases({ workspaceId, projections }: Target, upTo: number): Promise<boolean> {
  const based = projections.filter(({ forget }) => !forget);
  for (;;) {
    const steps = await advanceTogether(workspaceId, based, { baseUpTo: upTo });
    const cursors = steps.map((step) => (step.state === "moved" || step.state === "dry" ? step.cursor : null));
    if (cursors.every((cursor) => cursor !== null && cursor >= upTo)) return true;
    if (!steps.some(({ state }) => state === "moved")) return false;
  }
}

type RetainOptions = StepOptions & { withinMs?: number; signal?: AbortSignal };

/**
 * Goes through all workspaces that keep something for a time only, a step each in turn, until nothing is due, with rests that are as
 * long as the work, so that this never takes more than half of one connection. Answers how many events went.
 */
export async function retainAll({
  withinMs = Number.POSITIVE_INFINITY,
  signal,
  ...options
}: RetainOptions = {}): Promise<number> {
  const untilMs = performance.now() + withinMs;
  const isOver = () => signal?.aborted || performance.now() >= untilMs;
  const sums = new Map<number, { events: number; payloads: number }>();
  let open = await listRetained();
  while (open.length > 0 && !isOver()) {
    const more: number[] = [];
    for (const workspaceId of open) {
      if (isOver()) break;
      const startedMs = performance.now();
      try {
        const step = await retainStep(workspaceId, options);
        if (step.state !== "worked") continue;
        const sum = sums.get(workspaceId) ?? { events: 0, payloads: 0 };
        sums.set(workspaceId, { events: sum.events + step.events, payloads: sum.payloads + step.payloads });
        more.push(workspaceId);
      } catch (error) {
        log.warn({ workspaceId, message: String(error) }, "retention could not go on; it is tried again");
      }
      // Aborted: the loops see it.
      await pause(performance.now() - startedMs, undefined, signal && { signal }).catch(() => {});
    }
    open = more;
  }
  for (const [workspaceId, sum] of sums) {
    if (sum.events + sum.payloads > 0) log.info({ workspaceId, ...sum }, "retention removed what was due");
  }
  return [...sums.values()].reduce((sum, { events }) => sum + events, 0);
}
