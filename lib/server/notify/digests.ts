import { log } from "../log";
import { mailIsSet, sendMail } from "../mail/send-mail";
import { processState } from "../process-state";
import { claimDueDigest, endDigest, readDigest } from "../store/digests";
import { digestMail } from "./digest-mail";

const everyMs = 60_000;
const shownOfRuleMax = 5;

type Keeper = { timer: NodeJS.Timeout; stopping: AbortController; round: Promise<void> | null };

const running = processState("digests", () => ({ keeper: null as Keeper | null }));

/** Begins to send digests when they are due, for as long as the process runs. Idempotent. */
export function startDigests(): void {
  if (running.keeper || !mailIsSet()) return;
  const timer = setInterval(goRound, everyMs).unref();
  running.keeper = { timer, stopping: new AbortController(), round: null };
  goRound();
}

/** Begins no further one, and doesn't wait for one that is being sent: its claim ends by itself. */
export function stopDigests(): void {
  const { keeper } = running;
  running.keeper = null;
  if (!keeper) return;
  clearInterval(keeper.timer);
  keeper.stopping.abort();
}

function goRound(): void {
  const { keeper } = running;
  if (!keeper) return;
  keeper.round ??= sendDueDigests({ signal: keeper.stopping.signal }).finally(() => {
    keeper.round = null;
  });
}

type Options = { withinMs?: number; signal?: AbortSignal };

/**
 * Sends every digest whose time has come, and none that is empty. One that can't be sent is tried again in ten minutes, with what has
 * come by then.
 */
export async function sendDueDigests({ withinMs = Number.POSITIVE_INFINITY, signal }: Options = {}): Promise<void> {
  if (!mailIsSet()) return;
  const untilMs = performance.now() + withinMs;
  while (!signal?.aborted && performance.now() < untilMs) {
    try {
      if (!(await sendOne())) return;
    } catch (error) {
      log.warn({ message: String(error) }, "a digest could not be sent");
      return;
    }
  }
}

async function sendOne(): Promise<boolean> {
  const due = await claimDueDigest();
  if (!due) return false;
  const rules = await readDigest(due, shownOfRuleMax);
  if (rules.length > 0) await sendMail(digestMail(due, rules));
  await endDigest(due);
  return true;
}
