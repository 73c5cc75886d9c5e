import { isConnectionTrouble } from "../database-trouble";
import { advance, advanceTogether, type Step } from "./advance";
import type { Projection } from "./projection";

export type StepOrFailure = Step | { state: "failed"; error: unknown };

/**
 * Takes each of several read models a range further: in one transaction for all, or where that fails each in one of its own,
 * so that one that fails is left behind alone. Throws only where the database can't be reached.
 */
export async function advanceEach(workspaceId: number, projections: readonly Projection[]): Promise<StepOrFailure[]> {
  try {
    return await advanceTogether(workspaceId, projections);
  } catch (error) {
    if (isConnectionTrouble(error)) throw error;
    if (projections.length === 1) return [{ state: "failed", error }];
  }
  const steps: StepOrFailure[] = [];
  for (const projection of projections) {
    steps.push(
      await advance(workspaceId, projection).catch((error: unknown) => {
        if (isConnectionTrouble(error)) throw error;
        return { state: "failed" as const, error };
      }),
    );
  }
  return steps;
}
