import { onAnyNews } from "../live/hub";
import { log } from "../log";
import { processState } from "../process-state";
import { foldToHead } from "./fold-to-head";
import type { Projection } from "./projection";
import { projections as all } from "./registry";
import { isRunning } from "./runner";

const later = processState("follow-appends", () => ({
  /** With events that this process appended, and that nobody has been asked to fold. */
  workspaces: new Set<number>(),
  isHearing: false,
  work: null as Promise<void> | null,
}));

/** Less than what hosts give a request. */
const withinMsDefault = 5_000;

type FollowOptions = { withinMs?: number; projections?: readonly Projection[] };

/**
 * Of a request that may append, for hosts where a process lives as long as it answers: called when it comes, it answers what
 * takes the read models of what was appended onwards once the answer is out. One at a time does it for all; what the time
 * doesn't suffice for is left to the next, or to the tick. Where a runner does the work anyway there is nothing to do.
 */
export function followAppends({
  withinMs = withinMsDefault,
  projections = all,
}: FollowOptions = {}): () => Promise<void> {
  rememberAppends();
  return async () => {
    if (later.workspaces.size === 0) return;
    later.work ??= foldAppended(Date.now() + withinMs, projections).finally(() => {
      later.work = null;
    });
    await later.work;
  };
}

function rememberAppends(): void {
  if (later.isHearing || isRunning()) return;
  later.isHearing = true;
  onAnyNews((workspaceId) => {
    if (!isRunning()) later.workspaces.add(workspaceId);
  });
}

async function foldAppended(untilMs: number, projections: readonly Projection[]): Promise<void> {
  for (const workspaceId of later.workspaces) {
    // Whatever is appended from here on puts it in again.
    later.workspaces.delete(workspaceId);
    try {
      await foldToHead(workspaceId, projections, untilMs);
    } catch (error) {
      log.warn({ workspaceId, message: String(error) }, "read models could not follow the log after an answer");
      return;
    }
    if (Date.now() >= untilMs) return;
  }
}
