import { setTimeout as pause } from "node:timers/promises";
import { log } from "../log";
import { expireAudit } from "../store/audit-retention";
import { sweepPaces } from "../store/paces";
import { removeWorkspaceStep } from "../store/remove-workspace";
import { listGoneWorkspaces } from "../store/workspaces";
import { retainAll } from "./retain";

/** Of a round, so that a large workspace keeps nobody waiting; the next one goes on. */
const removalMayTakeMs = 20_000;

type HouseOptions = { withinMs?: number; signal?: AbortSignal };

/** Removes all that has been kept for as long as it was to be: events, entries of audit logs, whole workspaces. Answers how many events went. */
export async function keepHouse({ withinMs = Number.POSITIVE_INFINITY, signal }: HouseOptions = {}): Promise<number> {
  const untilMs = performance.now() + withinMs;
  const events = await retainAll({ withinMs, ...(signal ? { signal } : {}) });
  while (!signal?.aborted && performance.now() < untilMs && (await expireAudit()) > 0);
  await sweepPaces();
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
