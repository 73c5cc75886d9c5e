import { advance, type Step } from "./advance";
import { advanceEach } from "./advance-each";
import { findBehind } from "./behind";
import type { Projection } from "./projection";
import { projections as all } from "./registry";

/** Another instance is at it: looked at again after this. */
const busyMs = 20;

type CatchUpOptions = { projections?: readonly Projection[]; eventsMax?: number };

/**
 * Takes a workspace's read models to the head that its log has by then, waiting for other instances that are at it. For
 * those who have just written and must read it.
 */
export async function catchUp(
  workspaceId: number,
  { projections = all, ...options }: CatchUpOptions = {},
): Promise<void> {
  for (const projection of projections) {
    let step: Step;
    let target: number | null = null;
    do {
      step = await advance(workspaceId, projection, { ...options, wait: true });
      // Not beyond: a log that is written to all the time has no end.
      if (step.state === "moved") target ??= step.head;
    } while (step.state === "busy" || (step.state === "moved" && step.cursor < (target ?? 0)));
  }
}

type CatchUpAllOptions = {
  projections?: readonly Projection[];
  withinMs?: number;
  /** Told after each round how many events are still to be folded, each once for each read model. */
  onProgress?: (left: number) => void;
};

/**
 * Takes the read models of all workspaces onwards, each a range at a time, until nothing is behind or the time is up: for
 * hosts where nothing runs in the background. One that fails, or that another instance is at, doesn't keep the others
 * back. Answers how many are behind.
 */
export async function catchUpAll({
  projections = all,
  withinMs = Number.POSITIVE_INFINITY,
  onProgress = () => {},
}: CatchUpAllOptions = {}): Promise<{ behind: number; failures: unknown[] }> {
  const untilMs = Date.now() + withinMs;
  const left = new Set<string>();
  const failures: unknown[] = [];
  for (;;) {
    const behind = await findBehind(projections);
    onProgress(behind.reduce((sum, { events }) => sum + events, 0));
    const open = behind.filter(({ workspaceId, name }) => !left.has(`${workspaceId} ${name}`));
    if (open.length === 0 || Date.now() >= untilMs) return { behind: behind.length, failures };
    for (const workspaceId of new Set(open.map((each) => each.workspaceId))) {
      if (Date.now() >= untilMs) break;
      const names = new Set(open.flatMap((each) => (each.workspaceId === workspaceId ? [each.name] : [])));
      const due = projections.filter(({ name }) => names.has(name));
      const steps = await advanceEach(workspaceId, due);
      for (const [i, step] of steps.entries()) {
        if (step.state === "failed") failures.push(step.error);
        if (step.state === "failed" || step.state === "outdated") left.add(`${workspaceId} ${due[i]?.name}`);
      }
      if (steps.some(({ state }) => state === "busy")) await new Promise((resolve) => setTimeout(resolve, busyMs));
    }
  }
}
