import { findBehind } from "@/lib/server/projections/behind";
import { projections } from "@/lib/server/projections/registry";

const everyMs = 100;

/** While `work` runs: the age in seconds of the oldest event that some read model of some workspace has yet to fold, again and again. */
export async function lagDuring(work: () => Promise<unknown>): Promise<number[]> {
  const lags: number[] = [];
  let isOver = false;
  const watch = async () => {
    while (!isOver) {
      const behind = await findBehind(projections);
      lags.push(behind.reduce((most, { seconds }) => Math.max(most, seconds), 0));
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  };
  await Promise.all([
    watch(),
    work().finally(() => {
      isOver = true;
    }),
  ]);
  return lags;
}
