import { advanceEach } from "./advance-each";
import type { Projection } from "./projection";

/** Another instance is at it: looked at again after this. */
const busyMs = 20;

/** Takes read models to the head that their log has by then, or as far as the time suffices for. Throws what makes one fail. */
export async function foldToHead(
  workspaceId: number,
  projections: readonly Projection[],
  untilMs: number,
): Promise<void> {
  let open = projections;
  while (open.length > 0 && Date.now() < untilMs) {
    const steps = await advanceEach(workspaceId, open);
    for (const step of steps) if (step.state === "failed") throw step.error;
    if (steps.some(({ state }) => state === "busy")) await new Promise((resolve) => setTimeout(resolve, busyMs));
    open = open.filter((_, i) => {
      const step = steps[i];
      return step?.state === "busy" || (step?.state === "moved" && step.cursor < step.head);
    });
  }
}
