import { setTimeout as pause } from "node:timers/promises";
import { log } from "../log";
import { expireAudit } from "../store/audit-retention";
import { expireDeliveries } from "../store/deliveries";
import { expireNotifications } from "../store/expire-notifications";
import { sweepPaces } from "../store/paces";
import { removeScopeStep, removeWorkspaceStep } from "../store/remove-workspace";
import { listUnreadScopes } from "../store/scopes";
import { listGoneWorkspaces } from "../store/workspaces";
import { retainAll } from "./retain";

/** Of a round, so that a large workspace keeps nobody waiting; the next one goes on. */
const removalMayTakeMs = 20_000;

/** The log of deliveries is for finding out what went wrong lately. */
const deliveriesKeptDays = 30;

type HouseOptions = { withinMs?: number; signal?: AbortSignal };

/** Removes all that has been kept for as long as it was to be: events, entries of audit logs, notifications and their deliveries, what nobody reads of scopes, whole workspaces. Answers how many events went. */
export async function keepHouse({ withinMs = Number.POSITIVE_INFINITY, signal }: HouseOptions = {}): Promise<number> {
  const untilMs = performance.now() + withinMs;
  const events = await retainAll({ withinMs, ...(signal ? { signal } : {}) });
  while (!signal?.aborted && performance.now() < untilMs && (await expireAudit()) > 0);
  await sweepPaces();
  while (!signal?.aborted && performance.now() < untilMs && (await expireDeliveries(deliveriesKeptDays)) > 0);
  while (!signal?.aborted && performance.now() < untilMs && (await expireNotifications()) > 0);
  for (const scope of await listUnreadScopes()) {
    while (!signal?.aborted && performance.now() < untilMs && (await removeScopeStep(scope)));
  }
  const endMs = Math.min(untilMs, performance.now() + removalMayTakeMs);
  for (const workspaceId of await listGoneWorkspaces()) {
    await removeWorkspace(workspaceId, () => signal?.aborted === true || performance.now() >= endMs).catch(
      (error: unknown) => log.warn({ workspaceId, message: String(error) }, "a deleted workspace could not be removed"),
    );
  }
  return events;
}

async function removeWorkspace(workspaceId: number, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const startedMs = performance.now();
    if (!(await removeWorkspaceStep(workspaceId))) {
      log.info({ workspaceId }, "a deleted workspace is gone");
      return;
    }
    // As long as the work: this never takes more than half of one connection.
    await pause(performance.now() - startedMs);
  }
}
