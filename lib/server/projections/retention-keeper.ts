import { log } from "../log";
import { processState } from "../process-state";
import { keepHouse } from "./keep-house";

/** Settings are days: what is due is looked for once a minute. */
const everyMs = 60_000;

type Keeper = { timer: NodeJS.Timeout; stopping: AbortController; round: Promise<void> | null; isWanted: boolean };

const running = processState("retention", () => ({ keeper: null as Keeper | null }));

/** Begins to remove what is due, in all workspaces, for as long as the process runs. Idempotent: one keeper a process. */
export function startRetention(): void {
  if (running.keeper) return;
  const timer = setInterval(lookForExpired, everyMs).unref();
  running.keeper = { timer, stopping: new AbortController(), round: null, isWanted: false };
  lookForExpired();
}

/** Has what is due removed now, where a keeper runs: after settings have changed. */
export function lookForExpired(): void {
  const { keeper } = running;
  if (!keeper) return;
  keeper.isWanted = true;
  keeper.round ??= goRound(keeper).finally(() => {
    keeper.round = null;
  });
}

async function goRound(keeper: Keeper): Promise<void> {
  while (keeper.isWanted && !keeper.stopping.signal.aborted) {
    keeper.isWanted = false;
    await keepHouse({ signal: keeper.stopping.signal }).catch((error: unknown) => {
      log.warn({ message: String(error) }, "could not remove all that has been kept for long enough");
    });
  }
}

/** Resolves when the last step under way has ended. */
export async function stopRetention(): Promise<void> {
  const { keeper } = running;
  running.keeper = null;
  if (!keeper) return;
  clearInterval(keeper.timer);
  keeper.stopping.abort();
  await keeper.round;
}
