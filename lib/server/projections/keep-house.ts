import { setTimeout as pause } from "node:timers/promises";
import { log } from "../log";
import { expireAudit } from "../store/audit-retention";
import { removeWorkspaceStep } from "../store/remove-workspace";
import { listGoneWorkspaces } from "../store/workspaces";
import { retainAll } from "./retain";

type HouseOptions = { withinMs?: number; signal?: AbortSignal };

/** Removes all that has been kept for as long as it was to be: events, entries of audit logs, whole workspaces. Answers how many events went. */
export async function keepHouse({ withinMs = Number.POSITIVE_INFINITY, signal }: HouseOptions = {}): Promise<number> {
  const untilMs = performance.now() + withinMs;
  const isOver = () => signal?.aborted === true || performance.now() >= untilMs;
  const events = await retainAll({ withinMs, ...(signal ? { signal } : {}) });
  while (!isOver() && (await expireAudit()) > 0);
  for (const workspaceId of await listGoneWorkspaces()) {
    for (let isLeft = true; isLeft && !isOver(); ) {
      const startedMs = performance.now();
      isLeft = await removeWorkspaceStep(workspaceId);
      if (!isLeft) log.info({ workspaceId }, "a deleted workspace is gone");
      // As long as the work: this never takes more than half of one connection. Aborted: the loop sees it.
      await pause(performance.now() - startedMs, undefined, signal && { signal }).catch(() => {});
    }
  }
  return events;
}
