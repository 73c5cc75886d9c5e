import { log } from "../log";
import { judgeAfterAnswer } from "../notify/judge-due";
import { followAppends } from "../projections/follow-appends";

/**
 * Of a request that may append, for hosts where a process lives as long as it answers: once the answer is out read models follow
 * what was appended, and then rules are judged, which partly go by them. Where runners do this anyway there is nothing to do.
 */
export function afterAppends(): () => Promise<void> {
  const [fold, judge] = [followAppends(), judgeAfterAnswer()];
  return async () => {
    await fold();
    await judge().catch((error: unknown) => {
      log.warn({ message: String(error) }, "notification rules could not be judged after an answer");
    });
  };
}
