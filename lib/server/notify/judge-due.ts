import { onAnyNews } from "../live/hub";
import { log } from "../log";
import { processState } from "../process-state";
import { listJudged } from "../store/notifier-turn";
import { deliverDue } from "./delivery-runner";
import { judgeWorkspace } from "./judge-workspace";
import { isNotifying } from "./notifier";

/** For hosts where nothing runs between requests: judges the rules of every workspace that is due. Another instance's turns are left to it. */
export async function judgeDue(withinMs: number): Promise<void> {
  if (isNotifying()) return;
  const untilMs = performance.now() + withinMs;
  for (const { workspaceId, isDue } of await listJudged()) {
    if (!isDue) continue;
    try {
      while (performance.now() < untilMs) {
        const judged = await judgeWorkspace(workspaceId);
        if (!judged || judged.upTo === judged.head) break;
      }
    } catch (error) {
      log.warn({ workspaceId, message: String(error) }, "notification rules could not be judged");
    }
  }
}

/** Less than what hosts give a request. */
const afterAnswerMs = 5_000;

const later = processState("judge-later", () => ({
  isHearing: false,
  hasNews: false,
  work: null as Promise<void> | null,
}));

/**
 * Of a request that may append, on such a host: called when it comes, it answers what judges rules on what was appended, and sends
 * what they tell, once the answer is out. One at a time does it for all.
 */
export function judgeAfterAnswer(): () => Promise<void> {
  if (!later.isHearing && !isNotifying()) {
    later.isHearing = true;
    onAnyNews(() => {
      later.hasNews = true;
    });
  }
  return async () => {
    if (!later.hasNews || isNotifying()) return;
    later.work ??= judgeAndSend().finally(() => {
      later.work = null;
    });
    await later.work;
  };
}

async function judgeAndSend(): Promise<void> {
  later.hasNews = false;
  await judgeDue(afterAnswerMs);
  await deliverDue(afterAnswerMs);
}
